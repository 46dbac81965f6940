import AuthDomain
import Foundation
import HTTPTypes
import TestSupport
import Testing
import TokenSigning

@testable import AuthHTTP

/// The published checkpoint, and a person's own record.
@Suite struct AuditRoutesTests {
    /// Makes a checkpoint with the keys of the server.
    private static func checkpoint(_ world: HTTPWorld) async throws -> Audit.Checkpointer.Outcome {
        let tokens = try #require(world.services.signer as? JWTAccessTokens)
        let stores = world.stores
        return try await Audit.Checkpointer(
            audit: stores.audit, store: stores.checkpoints, duties: stores.duties,
            signer: JWTCheckpoints(keysOf: tokens), digest: stores.digest, holder: "test"
        ).run(now: world.clock.now, complete: true)
    }

    private static func rows(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test func theNewestCheckpointIsPublishedAndTellsCountsOnly() async throws {
        try await HTTPWorld.run { world in
            let browser = Browser(world)
            #expect(try await browser.get("/audit/checkpoint").status == 404)
            let account = try await world.addPerson()
            guard case .made = try await Self.checkpoint(world) else {
                Issue.record("no checkpoint")
                return
            }
            let answer = try await browser.get("/audit/checkpoint")
            #expect(answer.status == 200)
            #expect(answer.headers[.cacheControl] == "public, max-age=30")
            let object = try #require(try Self.rows(answer.body).first)
            #expect(Set(object.keys) == ["checkpoint", "number", "at", "size", "jwks_uri"])
            let signed = try #require(object["checkpoint"] as? String)
            let tokens = try #require(world.services.signer as? JWTAccessTokens)
            let signer = JWTCheckpoints(keysOf: tokens)
            let checkpoint = try #require(try await signer.read(signed))
            #expect(checkpoint.number == 1 && checkpoint.size >= 1)
            #expect(!answer.body.contains(account.id.text))
            // Neither kind of signature passes for the other.
            #expect(try await tokens.verify(signed, now: world.clock.now) == nil)
            let token = try await tokens.sign(
                Sample.claims(of: account), id: "id", issuedAt: world.clock.now,
                expiry: world.clock.now + .minutes(5))
            #expect(try await signer.read(token) == nil)
            let parts = signed.split(separator: ".").map(String.init)
            for forged in [
                "", "a.b.c", signed + "A", String(signed.dropLast()), parts[0] + "." + parts[1] + ".",
                token.split(separator: ".")[0] + "." + parts[1] + "." + parts[2],
                String(repeating: "a", count: 5000),
            ] {
                #expect(try await signer.read(forged) == nil)
            }
        }
    }

    @Test func aPersonDownloadsTheirWholeChainAndNobodyElses() async throws {
        try await HTTPWorld.run { world in
            let (account, browser) = try await world.signedIn()
            let other = try await world.addPerson("ivo")
            _ = try await Self.checkpoint(world)
            #expect(try await browser.get("/profile/access").body.contains("/profile/access/record"))
            let answer = try await browser.get("/profile/access/record")
            #expect(answer.status == 200)
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(answer.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            let rows = try Self.rows(answer.body)
            #expect(rows.prefix(4).map { $0["type"] as? String } == ["export", "keys", "checkpoint", "leaf"])
            #expect(rows.last?["type"] as? String == "end")
            #expect(rows.contains { $0["action"] as? String == "device.registered" })
            #expect(!answer.body.contains(other.id.text))
            let chains = Set(rows.compactMap { $0["chain"] as? String })
            #expect(chains == [account.id.text])
            let kept = try await world.stores.audit.entries(of: account.id.text, after: 0, limit: 500)
            #expect(rows.filter { $0["type"] as? String == "entry" }.count == kept.count)
        }
    }

    @Test func theRecordNeedsAFreshProofOfTwoFactors() async throws {
        try await HTTPWorld.run { world in
            let (_, browser) = try await world.signedIn()
            world.clock.advance(by: .minutes(11))
            #expect(try await browser.get("/profile/access/record").path.hasPrefix("/reauthenticate"))
            let without = Browser(world)
            try await world.addPerson("ivo")
            try await without.signIn("ivo")
            let refused = try await without.get("/profile/access/record")
            #expect(!refused.body.contains("countersign/audit/export"))
            #expect(try await Browser(world).get("/profile/access/record").path.hasPrefix("/sign-in"))
        }
    }
}
