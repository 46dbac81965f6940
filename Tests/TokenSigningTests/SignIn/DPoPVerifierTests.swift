import AuthDomain
import Cryptography
import JWTKit
import OTPCore
import Testing

@testable import TokenSigning

@Suite struct DPoPVerifierTests {
    private let verifier = DPoPVerifier(digest: LibraryDigest())
    private let target = ProofTarget(method: "POST", url: "https://id.example/oauth/token")
    private let now = Instant(milliseconds: ProofClient.now * 1000)

    private func error(
        of proof: String, for target: ProofTarget? = nil, at now: Instant? = nil
    ) async -> ProofError? {
        do throws(ProofError) {
            _ = try await verifier.verify(proof, for: target ?? self.target, now: now ?? self.now)
            return nil
        } catch {
            return error
        }
    }

    /// RFC 9449 §4.1 and §6.1: the proof of figure 2 and the thumbprint of its key.
    @Test func theProofOfTheRFC() async throws {
        let proof =
            "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg"
        let verified = try await verifier.verify(
            proof, for: ProofTarget(method: "POST", url: "https://server.example.com/token"),
            now: Instant(milliseconds: 1_562_262_600_000))
        #expect(
            verified
                == VerifiedProof(
                    thumbprint: "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I",
                    identifier: "-BwC3ESc6acc2lTc",
                    issuedAt: Instant(milliseconds: 1_562_262_616_000)))
    }

    /// RFC 9449 §7.1: a proof for a protected resource, with `ath`.
    @Test func theResourceProofOfTheRFC() async throws {
        let proof =
            "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA"
        let url = "https://resource.example.org/protectedresource"
        let now = Instant(milliseconds: 1_562_262_620_000)
        let verified = try await verifier.verify(
            proof,
            for: ProofTarget(
                method: "GET", url: url, accessToken: "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"),
            now: now)
        #expect(verified.identifier == "e1j3V_bKic8-LAEB")
        let other = ProofTarget(method: "GET", url: url, accessToken: "another")
        #expect(await error(of: proof, for: other, at: now) == .wrongToken)
    }

    @Test func aRightProofPasses() async throws {
        let client = try await ProofClient()
        #expect(await error(of: try client.proof()) == nil)
        #expect(await error(of: try client.proof { $0.payload["iat"] = "1800000000.25" }) == nil)
        #expect(await error(of: try client.proof { $0.payload["extra"] = "{}" }) == nil)
    }

    /// What may stand in header and payload, and what it must not be.
    private static let malformed: [(String, @Sendable (inout Draft) -> Void)] = [
        ("typ missing", { $0.header["typ"] = nil }),
        ("typ JWT", { $0.header["typ"] = #""JWT""# }),
        ("typ of an access token", { $0.header["typ"] = #""at+jwt""# }),
        ("alg none", { $0.header["alg"] = #""none""# }),
        ("alg HS256", { $0.header["alg"] = #""HS256""# }),
        ("alg ES384", { $0.header["alg"] = #""ES384""# }),
        ("alg RS256", { $0.header["alg"] = #""RS256""# }),
        ("alg missing", { $0.header["alg"] = nil }),
        ("alg a number", { $0.header["alg"] = "256" }),
        ("crit", { $0.header["crit"] = #"["exp"]"# }),
        ("crit of another type", { $0.header["crit"] = "1" }),
        ("jwk missing", { $0.header["jwk"] = nil }),
        ("jwk a text", { $0.header["jwk"] = #""key""# }),
        ("jwk symmetric", { $0.header["jwk"] = #"{"kty":"oct","k":"c2VjcmV0"}"# }),
        ("jti missing", { $0.payload["jti"] = nil }),
        ("jti empty", { $0.payload["jti"] = #""""# }),
        ("jti a number", { $0.payload["jti"] = "1" }),
        ("jti long", { $0.payload["jti"] = "\"\(String(repeating: "j", count: 129))\"" }),
        ("htm missing", { $0.payload["htm"] = nil }),
        ("htu missing", { $0.payload["htu"] = nil }),
        ("iat missing", { $0.payload["iat"] = nil }),
        ("iat a text", { $0.payload["iat"] = #""1800000000""# }),
        ("iat huge", { $0.payload["iat"] = "1e300" }),
        ("iat beyond numbers", { $0.payload["iat"] = "1e999" }),
        ("iat null", { $0.payload["iat"] = "null" }),
        ("too long", { $0.payload["pad"] = "\"\(String(repeating: "p", count: 4096))\"" }),
        ("deep", { $0.payload["pad"] = String(repeating: "[", count: 2000) }),
    ]

    @Test(arguments: malformed.indices)
    func malformedProofsAreRefused(index: Int) async throws {
        let (name, edit) = Self.malformed[index]
        let client = try await ProofClient()
        #expect(await error(of: try client.proof(edit)) == .malformed, "\(name)")
    }

    @Test(arguments: [
        ["d": #""AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE""#], ["d": "null"], ["k": #""c2Vj""#],
        ["p": #""AQ""#], ["kty": #""RSA""#], ["kty": #""OKP""#], ["crv": #""P-384""#],
        ["crv": #""secp256k1""#], ["crv": #""p-256""#], ["x": #""AQ""#], ["x": "1"], ["y": #""""#],
        ["x": #""AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE""#],
        ["y": #""//////////////////////////////////////////8""#],
    ])
    func keysThatAreNotPublicP256AreRefused(members: [String: String]) async throws {
        let client = try await ProofClient()
        let jwk = client.jwk.merging(members) { $1 }
        let proof = try client.proof { $0.header["jwk"] = Draft.json(jwk) }
        #expect(await error(of: proof) == .malformed)
    }

    @Test func aProofOnAnotherCurveIsRefused() async throws {
        let key = ES384PrivateKey()
        let algorithm = try await JWTKeyCollection().add(ecdsa: key).getKey()
        let client = try await ProofClient()
        for alg in [#""ES256""#, #""ES384""#] {
            let draft = Draft(
                header: [
                    "typ": #""dpop+jwt""#, "alg": alg,
                    "jwk": #"{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}"#,
                ],
                payload: ["jti": #""one""#], signedBy: algorithm)
            #expect(await error(of: try draft.token()) == .malformed)
            let other = try Draft(
                header: ["typ": #""dpop+jwt""#, "alg": alg, "jwk": Draft.json(client.jwk)],
                payload: ["jti": #""one""#], signedBy: algorithm
            ).token()
            #expect(await error(of: other) == .malformed)
        }
    }

    @Test func theSignatureMustBeTheKeys() async throws {
        let (client, other) = (try await ProofClient(), try await ProofClient())
        let forged = try client.proof { $0.header["jwk"] = Draft.json(other.jwk) }
        #expect(await error(of: forged) == .malformed)
        let parts = try client.proof().split(separator: ".").map(String.init)
        let another = try client.proof { $0.payload["htm"] = #""GET""# }
            .split(separator: ".").map(String.init)
        let zeros = Base64URL.encode([UInt8](repeating: 0, count: 64))
        for signature in [another[2], zeros, "", Base64URL.encode([1, 2, 3])] {
            #expect(await error(of: "\(parts[0]).\(parts[1]).\(signature)") == .malformed)
        }
        #expect(await error(of: "\(parts[0]).\(another[1]).\(parts[2])") == .malformed)
    }

    @Test func onlyOneCompactTokenInCanonicalBase64Passes() async throws {
        let proof = try await ProofClient().proof()
        let parts = proof.split(separator: ".").map(String.init)
        for text in [
            "", ".", "..", "...", proof + ".", proof + ".AA", "." + proof, proof + " ",
            proof + "," + proof, proof + "=", proof + "\n", parts[0] + "." + parts[1],
            parts[0] + "=." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + "\u{0}." + parts[2],
            Self.withLooseBits(parts[0]) + "." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + "." + Self.withLooseBits(parts[2]),
            parts[0] + "." + parts[1] + ".+/" + parts[2].dropFirst(2),
            #"{"protected":"\#(parts[0])","payload":"\#(parts[1])","signature":"\#(parts[2])"}"#,
        ] {
            #expect(await error(of: text) == .malformed, "\(text)")
        }
    }

    @Test func anotherEncodingOfTextIsRefused() async throws {
        let client = try await ProofClient()
        let parts = try client.proof().split(separator: ".").map(String.init)
        let header = try #require(Base64URL.decode(parts[0]))
        let wide: [UInt8] = header.flatMap { [$0, 0] as [UInt8] }
        let input = "\(Base64URL.encode(wide)).\(parts[1])"
        let signature = Base64URL.encode(try client.algorithm.sign(Array(input.utf8)))
        #expect(await error(of: "\(input).\(signature)") == .malformed)
    }

    @Test(arguments: [
        ("htm", #""GET""#), ("htm", #""post""#), ("htm", #""""#),
        ("htu", #""https://id.example/oauth/revoke""#), ("htu", #""https://id.example/""#),
        ("htu", #""https://id.example/oauth/token/""#), ("htu", #""https://id.example""#),
        ("htu", #""http://id.example/oauth/token""#), ("htu", #""/oauth/token""#),
        ("htu", #""https://id.example:444/oauth/token""#), ("htu", #""""#),
        ("htu", #""https://id.example.evil/oauth/token""#),
        ("htu", #""https://id.example@evil/oauth/token""#),
        ("htu", #""https://evil/https://id.example/oauth/token""#),
        ("htu", #""https://id.example/OAuth/token""#),
        ("htu", #""https://id.example/x/../oauth/token""#),
    ])
    func aProofForSomethingElseIsRefused(member: String, value: String) async throws {
        let proof = try await ProofClient().proof { $0.payload[member] = value }
        #expect(await error(of: proof) == .wrongTarget)
    }

    @Test(arguments: [
        #""HTTPS://ID.Example/oauth/token""#, #""https://id.example:443/oauth/token""#,
        #""https://id.example/oauth/token?query=1""#, #""https://id.example/oauth/token#part""#,
    ])
    func sameURLInOtherWordsPasses(htu: String) async throws {
        let proof = try await ProofClient().proof { $0.payload["htu"] = htu }
        #expect(await error(of: proof) == nil)
    }

    @Test(arguments: [
        (-61, true), (-60, false), (0, false), (60, false), (61, true), (-100_000, true),
    ])
    func timeIsCheckedBothWays(offset: Int64, isWrong: Bool) async throws {
        let proof = try await ProofClient().proof {
            $0.payload["iat"] = "\(ProofClient.now + offset)"
        }
        #expect(await error(of: proof) == (isWrong ? .wrongTime : nil))
    }

    @Test func anAccessTokenNeedsItsHash() async throws {
        let client = try await ProofClient()
        let target = ProofTarget(method: target.method, url: target.url, accessToken: "token")
        #expect(await error(of: try client.proof(), for: target) == .wrongToken)
        let hash = Base64URL.encode(LibraryDigest().sha256(Array("token".utf8)))
        for (ath, expected) in [
            (hash, nil), (hash + "=", ProofError.wrongToken), ("", .wrongToken),
            (String(hash.dropLast()), .wrongToken),
        ] {
            let proof = try client.proof { $0.payload["ath"] = "\"\(ath)\"" }
            #expect(await error(of: proof, for: target) == expected)
        }
    }

    /// The same bytes with another last digit: its unused bits are not zero.
    private static func withLooseBits(_ text: String) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        guard let last = text.last, let index = digits.firstIndex(of: last), text.count % 4 != 0
        else { return text + "A" }
        return text.dropLast() + String(digits[index + 1])
    }
}
