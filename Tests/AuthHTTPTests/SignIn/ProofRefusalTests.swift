import HTTPTypes
import Testing

@testable import AuthHTTP

@Suite struct ProofRefusalTests {
    @Test func aProtectedResourceAsksForAProofInItsOwnWay() async throws {
        try await HTTPWorld.run { world in
            let answer = try await Browser(world).get("/v1/me")
            #expect(answer.status == 401)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("DPoP error=\"invalid_dpop_proof\"") == true)
            #expect(answer.body.contains("/problems/invalid-dpop-proof"))
            #expect(answer.body.contains("server_time"))
        }
    }

    @Test func anOAuthEndpointRefusesWithAnOAuthError() async throws {
        try await HTTPWorld.run { world in
            let browser = Browser(world)
            let answer = try await browser.post("/oauth/token", [("grant_type", "refresh_token")])
            #expect(answer.status == 400)
            #expect(answer.body.contains("\"error\":\"invalid_dpop_proof\""))
        }
    }
}
