import Foundation

/// A registration that this device has claimed: its code may be shown, the portal has not confirmed it yet.
public struct Claim: Equatable, Sendable {
    /// The registration's id.
    public let registrationID: String
    /// The device's name.
    public let deviceName: String
    /// When the registration is over, on the server's clock.
    public let deadline: Date
}

/// The body of `POST /v1/registrations/claim`.
struct ClaimRequest: Encodable, Sendable {
    let authSession: String
    var ticket: String?
    var setupCode: String?
    let deviceName: String
    let publicKey: String
    let deviceModel: String
}

/// The answer to a claim.
struct ClaimAnswer: Decodable, Sendable {
    let authSession: String
    let registrationId: String
    let userId: String
    let deviceName: String
    let ticket: String
    let serverPublicKey: String
    let origin: String
    let expiresIn: Int
}
