import Foundation

/// An answer of the server with what every answer may carry.
struct ServerAnswer: Sendable {
    let status: Int
    private let body: Data
    private let common: Common

    init(_ response: HTTPResponse) {
        status = response.status
        body = response.body
        var common = (try? Self.decoder.decode(Common.self, from: response.body)) ?? Common()
        if let seconds = response.headers["retry-after"].flatMap({ Int($0) }) {
            common.retryAfter = seconds
        }
        self.common = common
    }

    var isSuccess: Bool { status == 200 }

    /// The server's time in milliseconds since 1970.
    var serverTime: Int64? { common.serverTime }

    /// Whether the server refuses the proof; its clock may differ from what this device thinks.
    var refusesProof: Bool {
        name == "invalid_dpop_proof" || name == "invalid-dpop-proof" || name == "use_server_time"
    }

    /// The short name of the refusal: `error` of OAuth, or the end of a problem's type.
    var name: String {
        if let error = common.error { return error }
        guard let type = common.type, let slash = type.lastIndex(of: "/") else { return common.type ?? "" }
        return String(type[type.index(after: slash)...])
    }

    /// The body as a value.
    ///
    /// - Throws: `unexpectedAnswer`.
    func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(CountersignError) -> Value {
        do {
            return try Self.decoder.decode(type, from: body)
        } catch {
            throw .unexpectedAnswer(status: status)
        }
    }

    /// What the refusal means.
    var refusal: CountersignError {
        if common.reason == "device_removed" { return .deviceRemoved }
        if common.reason == "changes_locked" { return other }
        switch name {
        case "access_denied": return .wrongCredentials
        case "too_many_attempts", "too-many-attempts": return .tooManyAttempts(retryAfter: common.retryAfter)
        case "temporarily_unavailable", "temporarily-unavailable":
            return .temporarilyUnavailable(retryAfter: common.retryAfter)
        case "invalid_session", "invalid-session": return .signInExpired
        case "invalid_grant", "invalid-token", "invalid_token": return .notSignedIn
        case "device-removed": return .deviceRemoved
        case "registration-not-found": return .registrationNotFound
        case "registration-expired": return .registrationExpired
        case "wrong-account": return .wrongAccount
        case "already-claimed": return .alreadyClaimed
        case "device-name-mismatch":
            return .deviceNameMismatch(common.difference.flatMap { .init(rawValue: $0) } ?? .other)
        default: return other
        }
    }

    private var other: CountersignError {
        if status == 429 { return .tooManyAttempts(retryAfter: common.retryAfter) }
        if status == 503 { return .temporarilyUnavailable(retryAfter: common.retryAfter) }
        guard !name.isEmpty, let detail = common.errorDescription ?? common.detail ?? common.title else {
            return .unexpectedAnswer(status: status)
        }
        return .refused(name: name, detail: detail, reference: common.reference)
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }

    private struct Common: Decodable {
        var serverTime: Int64?
        var error: String?
        var errorDescription: String?
        var type: String?
        var title: String?
        var detail: String?
        var reason: String?
        var reference: String?
        var difference: String?
        var retryAfter: Int?
    }
}
