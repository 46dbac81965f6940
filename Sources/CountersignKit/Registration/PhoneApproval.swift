/// A new phone that asks this one to vouch for it.
public struct ApprovalRequest: Decodable, Equatable, Sendable {
    /// Where a request stands, as far as this phone is concerned.
    public enum State: String, Decodable, Equatable, Sendable {
        /// It may be decided now.
        case waiting
        /// This phone approved it, and the new one is not registered yet.
        case approved
        /// The new phone is registered.
        case used
    }

    /// The request's id.
    public let id: String
    /// Where it stands.
    public let state: State
    /// What the new phone says it is.
    public let model: String
    /// The address that it asks from.
    public let address: String
    /// When it asked, in milliseconds since 1970.
    public let askedAt: Int64
    /// While it waits: the thumbprint of the new phone's key.
    public let thumbprint: String?
    /// While it waits: the numbers among which the new phone's is; two digits each.
    public let numbers: [Int]?
    /// While it waits: seconds until it is over.
    public let expiresIn: Int?
    /// Once the new phone is registered: its name.
    public let deviceName: String?
}

/// Something that happened to the account.
public struct SecurityEvent: Decodable, Equatable, Sendable {
    /// Its number in the account's chain.
    public let sequence: Int64
    /// When, in milliseconds since 1970.
    public let at: Int64
    /// Its stable name, e.g. `device.registered`.
    public let event: String
    /// What happened, in a sentence.
    public let sentence: String
    /// From which address.
    public let address: String
    /// With which browser or app.
    public let browser: String
}

/// The answer of `/v1/me/events`.
struct EventsAnswer: Decodable, Sendable {
    let events: [SecurityEvent]
    let approval: ApprovalRequest?
}

/// The body of `POST /v1/me/approvals/{id}`.
struct DecisionRequest: Encodable, Sendable {
    let decision: String
    var number: Int?
    var confirmation: String?
}

/// The answer to a decision.
struct DecisionAnswer: Decodable, Sendable {
    let state: String
}
