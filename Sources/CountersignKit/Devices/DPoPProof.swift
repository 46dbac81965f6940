import Crypto
import Foundation
import OTPCore

/// A DPoP proof: a signed statement that the sender of one request holds the key (RFC 9449 §4.2).
struct DPoPProof: Sendable {
    /// The proof as compact JWS, the value of the header field `DPoP`.
    let text: String

    /// Makes a proof.
    ///
    /// - Parameters:
    ///   - key: The device's key.
    ///   - method: The request's method.
    ///   - address: The request's address without query and fragment.
    ///   - unixSeconds: The server's time.
    ///   - accessToken: The token sent along, if any.
    init?(key: ProofKey, method: String, address: String, unixSeconds: Int64, accessToken: String? = nil) {
        let header = Header(jwk: key.jwk)
        let claims = Claims(
            jti: Base64URL.encode((0..<16).map { _ in UInt8.random(in: 0...255) }),
            htm: method,
            htu: address,
            iat: unixSeconds,
            ath: accessToken.map { Self.hash(of: $0) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let headerJSON = try? encoder.encode(header), let claimsJSON = try? encoder.encode(claims) else {
            return nil
        }
        let signed = Base64URL.encode(Array(headerJSON)) + "." + Base64URL.encode(Array(claimsJSON))
        guard let signature = key.sign(Array(signed.utf8)) else { return nil }
        text = signed + "." + Base64URL.encode(signature)
    }

    /// The `ath` of an access token: its SHA-256 in base64url (RFC 9449 §4.2).
    static func hash(of accessToken: String) -> String {
        Base64URL.encode(Array(SHA256.hash(data: Data(accessToken.utf8))))
    }

    private struct Header: Codable {
        var typ = "dpop+jwt"
        var alg = "ES256"
        let jwk: ProofKey.JWK
    }

    private struct Claims: Codable {
        let jti: String
        let htm: String
        let htu: String
        let iat: Int64
        let ath: String?
    }
}
