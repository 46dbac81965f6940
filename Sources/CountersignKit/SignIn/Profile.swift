import Foundation

/// Who is signed in, as `GET /v1/me` tells it.
public struct Profile: Codable, Equatable, Sendable {
    /// A registered device of the person.
    public struct Device: Codable, Equatable, Sendable {
        /// The device's id.
        public let id: String
        /// Its name.
        public let name: String
        /// When it was registered, in milliseconds since 1970.
        public let registeredAt: Int64
        /// When it was last used, in milliseconds since 1970; `nil` when it never was.
        public let lastUsedAt: Int64?
    }

    /// The person's id.
    public let sub: String
    /// The username.
    public let username: String
    /// The name to show; `nil` when none is set.
    public let displayName: String?
    /// The product's name.
    public let brand: String?
    /// How the person has authenticated (RFC 8176).
    public let amr: [String]
    /// The level that was reached, `aal1` or `aal2` (NIST SP 800-63B-4); `nil` from an older server.
    public let acr: String?
    /// The device of this session; `nil` without one.
    public let device: Device?
}

extension CountersignClient {
    /// Asks the server who is signed in.
    ///
    /// - Throws: `notSignedIn`, `deviceRemoved` (then this device's keys are deleted), `unreachable` and others.
    public func me() async throws(CountersignError) -> Profile {
        let first = try await exchange(
            ServerCall(method: "GET", path: "/v1/me", accessToken: try await accessToken()))
        if first.isSuccess { return try first.decode() }
        let refusal = try refusal(of: first)
        // The token may have ended early, for instance because the server has new keys.
        guard refusal == .notSignedIn else { throw refusal }
        let token = try await refresh().accessToken
        return try await exchange(ServerCall(method: "GET", path: "/v1/me", accessToken: token), as: Profile.self)
    }
}
