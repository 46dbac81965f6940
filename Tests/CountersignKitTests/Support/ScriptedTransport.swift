import CountersignKit
import Foundation
import OTPCore
import Synchronization
import Testing

/// Answers requests by a closure and keeps them for looking at.
final class ScriptedTransport: HTTPTransport {
    private let answer: @Sendable (HTTPRequest) -> HTTPResponse
    private let log = Mutex<[HTTPRequest]>([])

    init(answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse) {
        self.answer = answer
    }

    var requests: [HTTPRequest] { log.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(CountersignError) -> HTTPResponse {
        log.withLock { $0.append(request) }
        await Task.yield()
        return answer(request)
    }
}

extension HTTPResponse {
    static func json(_ status: Int, headers: [String: String] = [:], _ object: [String: any Sendable]) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: headers, body: (try? JSONSerialization.data(withJSONObject: object)) ?? Data())
    }

    static func problem(_ status: Int, _ name: String, _ more: [String: any Sendable] = [:]) -> HTTPResponse {
        .json(
            status,
            [
                "type": "https://login.example.com/problems/\(name)", "title": name, "status": status,
                "detail": "It did not work.",
            ]
            .merging(more) { $1 })
    }
}

extension HTTPRequest {
    /// The fields of a form.
    var form: [String: String] {
        var fields: [String: String] = [:]
        for pair in String(decoding: body, as: UTF8.self).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            fields[String(parts[0])] = String(parts[1]).removingPercentEncoding
        }
        return fields
    }

    /// The fields of a JSON document that are text.
    var document: [String: String] {
        (try? JSONSerialization.jsonObject(with: body)) as? [String: String] ?? [:]
    }

    /// Header and claims of the proof.
    func proof() throws -> (header: [String: Any], claims: [String: Any]) {
        let parts = try #require(headers["DPoP"]).split(separator: ".")
        func object(_ index: Int) throws -> [String: Any] {
            let bytes = try #require(Base64URL.decode(String(parts[index])))
            return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        }
        return (try object(0), try object(1))
    }
}

/// Keeps the record in memory.
final class MemoryKeyStore: DeviceKeyStore {
    private let record = Mutex<DeviceRecord?>(nil)

    func load() throws(KeyStoreError) -> DeviceRecord? { record.withLock { $0 } }
    func save(_ record: DeviceRecord) throws(KeyStoreError) { self.record.withLock { $0 = record } }
    func delete() throws(KeyStoreError) { record.withLock { $0 = nil } }
}
