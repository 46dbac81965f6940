import AuthDomain
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import AuthHTTP

/// Without a good key for it, the Service API says nothing about anybody.
@Suite struct APIKeyRefusalTests {
    private static let body = Array(#"{"username":"maria","code":"123456"}"#.utf8)

    @Test func withoutAKeyItAsksForOne() async throws {
        try await HTTPWorld.run { world in
            let shop = try await BackEnd(world)
            for other in ["", "Basic bWFyaWE6eA==", "DPoP \(shop.key)", shop.key, "Bearer"] {
                let answer = try await shop.post(Self.body, authorization: other)
                #expect(answer.status == 401)
                #expect(answer.problem == "invalid-api-key")
                #expect(answer.headers[.wwwAuthenticate] == "Bearer")
            }
        }
    }

    @Test func aKeyThatIsNoneIsRefused() async throws {
        try await HTTPWorld.run { world in
            let shop = try await BackEnd(world)
            let never = "csk_" + String(repeating: "A", count: 43)
            for other in [
                never, shop.key + "x", String(shop.key.dropLast()), " " + shop.key,
                shop.key.uppercased(), shop.key + ", Bearer " + shop.key, "\"\(shop.key)\"",
                String(repeating: "x", count: 8000),
            ] {
                let answer = try await shop.post(Self.body, authorization: "Bearer \(other)")
                #expect(answer.status == 401)
                #expect(answer.problem == "invalid-api-key")
                #expect(answer.headers[.wwwAuthenticate] == #"Bearer error="invalid_token""#)
            }
        }
    }

    @Test func theSchemeIsWrittenInAnyCase() async throws {
        try await HTTPWorld.run { world in
            let shop = try await BackEnd(world)
            let answer = try await shop.post(Self.body, authorization: "bEARER \(shop.key)")
            #expect(answer.problem == "code-refused")
        }
    }

    @Test func aKeyIsRefusedFromItsRevocationOn() async throws {
        try await HTTPWorld.run { world in
            let shop = try await BackEnd(world)
            let till = try await BackEnd(world, name: "till")
            #expect(try await shop.post(Self.body).status == 403)
            _ = try await world.services.apiKeys.revoke(
                "shop", by: .commandLine, source: Sample.source)
            let answer = try await shop.post(Self.body)
            #expect(answer.status == 401)
            #expect(answer.problem == "invalid-api-key")
            #expect(try await till.post(Self.body).problem == "code-refused")
        }
    }

    @Test func aKeyForOtherThingsIsRefused() async throws {
        try await HTTPWorld.run { world in
            let other = try await BackEnd(world, scopes: [])
            let answer = try await other.post(Self.body)
            #expect(answer.status == 403)
            #expect(answer.problem == "insufficient-scope")
            #expect(
                answer.headers[.wwwAuthenticate]
                    == #"Bearer error="insufficient_scope", scope="codes:verify""#)
        }
    }

    @Test func cookiesOpenNothing() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let browser = Browser(world)
            try await browser.signIn("maria")
            let shop = try await BackEnd(world)
            let answer = try await shop.post(
                Self.body, authorization: "", headers: [.cookie: browser.cookieHeader])
            #expect(answer.status == 401)
        }
    }

    @Test func pagesOfOtherOriginsGetNothing() async throws {
        try await HTTPWorld.run { world in
            let origin: HTTPFields = [.origin: "https://evil.example"]
            let shop = try await BackEnd(world)
            let answer = try await shop.post(Self.body, headers: origin)
            #expect(answer.headers[.accessControlAllowOrigin] == nil)
            try await world.client.execute(
                uri: "/v1/codes/verify", method: .options,
                headers: [
                    .origin: "https://evil.example", .accessControlRequestMethod: "POST",
                ]
            ) { response in
                #expect((400...499).contains(response.status.code))
                #expect(response.headers[.accessControlAllowOrigin] == nil)
                #expect(response.headers[.accessControlAllowHeaders] == nil)
            }
        }
    }

    @Test func theLastUseIsListed() async throws {
        try await HTTPWorld.run { world in
            let shop = try await BackEnd(world)
            _ = try await shop.post(Self.body)
            let keys = try await world.services.apiKeys.list()
            #expect(keys.map(\.lastUsedAt) == [world.clock.now])
        }
    }
}
