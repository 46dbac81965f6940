import Crypto
import Foundation
import OTPCore
import Testing

@testable import CountersignKit

@Suite struct DPoPProofTests {
    /// RFC 9449 §6.1 and §7.1: the thumbprint of its example key, the hash of its example token.
    @Test func publishedExamplesHold() {
        let jwk = ProofKey.JWK(
            x: "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs", y: "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA")
        #expect(jwk.thumbprint == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")
        #expect(
            DPoPProof.hash(of: "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU")
                == "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo")
    }

    @Test func theSignatureVerifiesWithTheKeyInTheHeader() throws {
        let key = ProofKey()
        let proof = try #require(DPoPProof(key: key, method: "POST", address: "https://a/oauth/token", unixSeconds: 7))
        let parts = proof.text.split(separator: ".").map(String.init)
        #expect(parts.count == 3)
        let (header, _) = try HTTPRequest(
            method: "POST", url: try #require(URL(string: "https://a")), headers: ["DPoP": proof.text]
        ).proof()
        let jwk = try #require(header["jwk"] as? [String: String])
        #expect(Set(jwk.keys) == ["kty", "crv", "x", "y"])
        let point = try #require(Base64URL.decode(jwk["x"] ?? "")) + #require(Base64URL.decode(jwk["y"] ?? ""))
        let publicKey = try P256.Signing.PublicKey(rawRepresentation: point)
        let signature = try P256.Signing.ECDSASignature(rawRepresentation: #require(Base64URL.decode(parts[2])))
        #expect(publicKey.isValidSignature(signature, for: Data("\(parts[0]).\(parts[1])".utf8)))
    }

    @Test func headerAndClaimsAreThoseOfTheStandard() async throws {
        let rig = try Rig()
        _ = try await rig.client.signIn(username: "maria", password: "right")
        _ = try await rig.client.claim(link: rig.server.link)
        rig.server.confirm()
        _ = try await rig.client.continueSignIn()
        _ = try await rig.client.me()
        let thumbprint = try await rig.client.proofKeyThumbprint()
        var identifiers: Set<String> = []
        for request in rig.transport.requests where request.url.path != "/v1/time" {
            let (header, claims) = try request.proof()
            #expect(header["typ"] as? String == "dpop+jwt" && header["alg"] as? String == "ES256")
            let jwk = try #require(header["jwk"] as? [String: String])
            #expect(ProofKey.JWK(x: jwk["x"] ?? "", y: jwk["y"] ?? "").thumbprint == thumbprint)
            #expect(claims["htm"] as? String == request.method)
            #expect(claims["htu"] as? String == StandInServer.origin + request.url.path)
            let time = try #require(claims["iat"] as? NSNumber).doubleValue
            #expect(abs(time - Date().timeIntervalSince1970) < 10)
            let identifier = try #require(claims["jti"] as? String)
            #expect(identifiers.insert(identifier).inserted, "a proof is used once")
            if request.url.path == "/v1/me" {
                #expect(request.headers["Authorization"] == "DPoP access 1")
                #expect(claims["ath"] as? String == DPoPProof.hash(of: "access 1"))
            } else {
                #expect(claims["ath"] == nil && request.headers["Authorization"] == nil)
            }
        }
    }
}
