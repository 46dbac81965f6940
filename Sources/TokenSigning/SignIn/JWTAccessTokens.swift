import AuthDomain
import JWTKit

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Access tokens as ES256 JWTs of type `at+jwt` (RFC 9068), bound to a DPoP key by `cnf.jkt`.
///
/// Times are whole seconds; a token's `authenticatedAt` comes back without its milliseconds.
package struct JWTAccessTokens: AccessTokenSigning {
    /// Longest token in bytes that is looked at.
    package static let maximumLength = 4096

    private let origin: String
    let keys: SigningKeys
    let clock: any Timekeeping

    /// Makes a signer whose first key is created on first use.
    ///
    /// `origin` is the deployment's, the issuer and audience of its tokens. Keys are kept in `store`,
    /// their private halves sealed with `sealing`; `record` makes the audit record of a key that is
    /// about to be stored.
    package init(
        origin: String, store: any SigningKeyStore, sealing: any Sealing, digest: any Digesting,
        clock: any Timekeeping, record: @escaping @Sendable (StoredSigningKey) -> Record
    ) {
        self.origin = origin
        self.clock = clock
        keys = SigningKeys(store: store, sealing: sealing, digest: digest, record: record)
    }

    package func sign(
        _ claims: AccessClaims, id: String, issuedAt: Instant, expiry: Instant
    ) async throws(StoreError) -> String {
        guard let key = try await keys.all(now: clock.now).first else {
            throw .inconsistent(reason: "there is no signing key")
        }
        return try await key.sign(
            AccessTokenPayload(
                claims, origin: origin, id: id, issuedAt: issuedAt, expiry: expiry))
    }

    package func verify(_ token: String, now: Instant) async throws(StoreError) -> AccessClaims? {
        guard let token = CompactJWS(token, limit: Self.maximumLength),
            let header = token.header(as: Header.self), header.isAcceptable,
            let key = try await keys.key(header.kid, now: clock.now),
            (try? key.algorithm.verify(token.signature, signs: token.signingInput)) == true
        else { return nil }
        return token.payload(as: AccessTokenPayload.self)?.claims(origin: origin, now: now)
    }

    package func keySet() async throws(StoreError) -> String {
        let keys = try await keys.all(now: clock.now).map { key in
            KeySet.Key(
                alg: "ES256", crv: "P-256", kid: key.id, kty: "EC", use: "sig", x: key.jwk.x,
                y: key.jwk.y)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let json = try? encoder.encode(KeySet(keys: keys)) else {
            throw .inconsistent(reason: "the key set could not be written")
        }
        return String(decoding: json, as: UTF8.self)
    }
}

extension JWTAccessTokens {
    /// The header of an access token.
    private struct Header: Decodable {
        let typ: String
        let alg: String
        let kid: String
        /// Extensions that must be understood (RFC 7515 §4.1.11); none is.
        let crit: [String]?

        var isAcceptable: Bool { typ == "at+jwt" && alg == "ES256" && crit == nil }
    }

    /// A JSON Web Key Set (RFC 7517 §5).
    private struct KeySet: Encodable {
        struct Key: Encodable {
            let alg: String
            let crv: String
            let kid: String
            let kty: String
            let use: String
            let x: String
            let y: String
        }

        let keys: [Key]
    }
}
