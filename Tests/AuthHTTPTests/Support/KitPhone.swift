import AuthDomain
import AuthHTTP
import CountersignKit
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Synchronization
import TestSupport

/// Carries the client library's requests to the server in this process.
struct RouterTransport: HTTPTransport {
    let client: any TestClientProtocol

    func send(
        _ request: CountersignKit.HTTPRequest
    ) async throws(CountersignError) -> CountersignKit.HTTPResponse {
        var headers: HTTPFields = [:]
        for (name, value) in request.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        do {
            return try await client.execute(
                uri: request.url.path, method: .init(request.method) ?? .get, headers: headers,
                body: request.body.isEmpty ? nil : ByteBuffer(bytes: request.body)
            ) { response in
                var fields: [String: String] = [:]
                for field in response.headers { fields[field.name.rawName] = field.value }
                return CountersignKit.HTTPResponse(
                    status: response.status.code, headers: fields,
                    body: Data(response.body.readableBytesView))
            }
        } catch {
            throw .unreachable("the router did not answer")
        }
    }
}

/// A phone's memory that ends with the test.
final class MemoryKeyStore: DeviceKeyStore {
    private let record = Mutex<DeviceRecord?>(nil)

    func load() throws(KeyStoreError) -> DeviceRecord? { record.withLock { $0 } }
    func save(_ record: DeviceRecord) throws(KeyStoreError) { self.record.withLock { $0 = record } }
    func delete() throws(KeyStoreError) { record.withLock { $0 = nil } }
}

extension HTTPWorld {
    /// A phone that talks to this server and has the server's clock.
    func phone() throws -> CountersignClient {
        let clock = clock
        return try CountersignClient(
            origin: site.origin, store: MemoryKeyStore(), deviceModel: "Pixel 8",
            transport: RouterTransport(client: client),
            clock: { Date(timeIntervalSince1970: Double(clock.now.milliseconds) / 1000) })
    }
}
