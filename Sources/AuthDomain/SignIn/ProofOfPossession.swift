/// A DPoP proof that was checked (RFC 9449 §4.3), except for its replay.
package struct VerifiedProof: Sendable, Equatable {
    /// JWK SHA-256 thumbprint of the key (RFC 7638), 43 base64url characters.
    package let thumbprint: String
    /// The proof's `jti`, 1–128 bytes.
    package let identifier: String
    /// When the client says it made the proof.
    package let issuedAt: Instant

    /// States what a proof proved.
    package init(thumbprint: String, identifier: String, issuedAt: Instant) {
        self.thumbprint = thumbprint
        self.identifier = identifier
        self.issuedAt = issuedAt
    }
}

/// Why a DPoP proof was refused.
package enum ProofError: Error, Sendable, Equatable {
    /// Not a JWS of the right type, algorithm or key, or the signature is wrong.
    case malformed
    /// Made for another method or URL.
    case wrongTarget
    /// `iat` is more than 60 s away from the server's clock.
    case wrongTime
    /// `ath` is missing or belongs to another access token.
    case wrongToken
    /// The same proof was used before.
    case replayed
}

/// What a proof must match.
package struct ProofTarget: Sendable, Equatable {
    /// The HTTP method, upper case.
    package let method: String
    /// The URL without query and fragment.
    package let url: String
    /// The access token sent along, whose SHA-256 must be in `ath`.
    package let accessToken: String?

    /// States what a proof must be made for.
    package init(method: String, url: String, accessToken: String? = nil) {
        self.method = method
        self.url = url
        self.accessToken = accessToken
    }
}

/// Checks DPoP proofs; knows nothing of replays.
package protocol ProofVerifying: Sendable {
    /// Checks header, signature, `htm`, `htu`, `iat` (± 60 s around `now`), `jti` and `ath`.
    func verify(
        _ proof: String, for target: ProofTarget, now: Instant
    ) async throws(ProofError) -> VerifiedProof
}

/// Remembers proofs so that none passes twice.
package protocol ReplayStore: Sendable {
    /// Records `identifier` for `thumbprint` until `expiry`.
    ///
    /// Of concurrent calls with the same values exactly one returns `true`.
    func claim(
        _ identifier: [UInt8], until expiry: Instant, now: Instant
    ) async throws(StoreError) -> Bool
}

/// A signing key of the deployment, as stored: the private half is sealed.
package struct StoredSigningKey: Sendable, Equatable {
    /// `kid`, the key's JWK thumbprint.
    package let id: String
    package let sealedPrivateKey: [UInt8]
    package let createdAt: Instant

    /// A key as stored.
    package init(id: String, sealedPrivateKey: [UInt8], createdAt: Instant) {
        self.id = id
        self.sealedPrivateKey = sealedPrivateKey
        self.createdAt = createdAt
    }
}

/// Keeps the deployment's signing keys.
package protocol SigningKeyStore: Sendable {
    /// Every key that may still verify tokens, newest first.
    func keys() async throws(StoreError) -> [StoredSigningKey]

    /// Adds a key if there is none yet; of concurrent calls one wins and all see its key afterwards.
    func addFirst(_ key: StoredSigningKey, recording record: Record) async throws(StoreError)
}
