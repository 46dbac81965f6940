import AuthDomain
import JWTKit

/// One ES256 key of the deployment, ready for use.
struct SigningKey: Sendable {
    /// `kid`: the key's thumbprint.
    let id: String
    let jwk: PublicJWK
    /// Signs and verifies.
    let algorithm: any JWTAlgorithm
    private let collection: JWTKeyCollection

    /// Takes a private key.
    ///
    /// - Throws: `inconsistent` when JWTKit cannot work with it.
    init(_ key: ES256PrivateKey, digest: any Digesting) async throws(StoreError) {
        guard let jwk = PublicJWK(key.publicKey) else {
            throw .inconsistent(reason: "a signing key has no coordinates")
        }
        self.jwk = jwk
        id = jwk.thumbprint(digest: digest)
        collection = await JWTKeyCollection().add(ecdsa: key, kid: JWKIdentifier(string: id))
        do {
            algorithm = try await collection.getKey(for: JWKIdentifier(string: id))
        } catch {
            throw .inconsistent(reason: "a signing key is unusable")
        }
    }

    /// A JWT of the type `at+jwt` (RFC 9068 §2.1) with this key's `kid`.
    func sign(_ payload: AccessTokenPayload) async throws(StoreError) -> String {
        try await sign(payload, type: "at+jwt")
    }

    /// A JWT of the type `type` with this key's `kid`.
    func sign(_ payload: some JWTPayload, type: String) async throws(StoreError) -> String {
        do {
            return try await collection.sign(
                payload, kid: JWKIdentifier(string: id), header: ["typ": .string(type)])
        } catch {
            throw .inconsistent(reason: "a \(type) could not be signed")
        }
    }
}
