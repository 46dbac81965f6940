import AuthDomain
import JWTKit
import OTPCore

/// Checks DPoP proofs (RFC 9449 §4.3) with JWTKit's ES256.
///
/// Believes nothing of the header but the public key, which the signature then confirms.
package struct DPoPVerifier: ProofVerifying {
    /// Longest proof in bytes.
    package static let maximumLength = 4096
    /// Longest `jti` in bytes.
    package static let maximumIdentifierLength = 128
    /// How far `iat` may be from the server's clock, either way.
    package static let tolerance = Duration.seconds(60)

    private let digest: any Digesting

    /// Makes a verifier.
    package init(digest: any Digesting) {
        self.digest = digest
    }

    package func verify(
        _ proof: String, for target: ProofTarget, now: Instant
    ) async throws(ProofError) -> VerifiedProof {
        guard let token = CompactJWS(proof, limit: Self.maximumLength),
            let header = token.header(as: Header.self), header.isAcceptable,
            let claims = token.payload(as: Claims.self), claims.isAcceptable,
            await isSigned(token, by: header.jwk)
        else { throw .malformed }
        guard claims.htm == target.method, let url = TargetURL(claims.htu),
            url == TargetURL(target.url)
        else { throw .wrongTarget }
        let issuedAt = Instant(milliseconds: Int64(claims.iat * 1000))
        guard issuedAt >= now - Self.tolerance, issuedAt <= now + Self.tolerance else {
            throw .wrongTime
        }
        if let accessToken = target.accessToken {
            let hash = Base64URL.encode(digest.sha256(Array(accessToken.utf8)))
            guard claims.ath == hash else { throw .wrongToken }
        }
        return VerifiedProof(
            thumbprint: header.jwk.thumbprint(digest: digest), identifier: claims.jti,
            issuedAt: issuedAt)
    }

    private func isSigned(_ token: CompactJWS, by key: PublicJWK) async -> Bool {
        do {
            return try await key.verifier().verify(token.signature, signs: token.signingInput)
        } catch {
            return false
        }
    }
}

extension DPoPVerifier {
    /// The header of a proof.
    private struct Header: Decodable {
        let typ: String
        let alg: String
        let jwk: PublicJWK
        /// Extensions that must be understood (RFC 7515 §4.1.11); none is.
        let crit: [String]?

        var isAcceptable: Bool { typ == "dpop+jwt" && alg == "ES256" && crit == nil }
    }

    /// The claims of a proof (RFC 9449 §4.2).
    private struct Claims: Decodable {
        let jti: String
        let htm: String
        let htu: String
        /// Seconds since the epoch, perhaps with a fraction (RFC 7519 §2).
        let iat: Double
        let ath: String?

        /// Whether the values have sizes that the checks can work with.
        var isAcceptable: Bool {
            (1...DPoPVerifier.maximumIdentifierLength).contains(jti.utf8.count)
                && iat.isFinite && iat.magnitude < 1e12
        }
    }
}
