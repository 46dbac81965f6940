import AuthDomain
import HTTPTypes
import SQLStorage
import TestSupport
import Testing

@testable import AuthHTTP

/// Keys and messages in the console: what is done there is recorded, and happens once.
@Suite struct ConsolePagesTests {
    @Test func aKeyIsAddedShownOnceAndRevoked() async throws {
        try await HTTPWorld.run { world in
            let ada = try await world.add("ada", .admin)
            let browser = try await world.signedIn("ada")
            _ = try await browser.get("/admin/api-keys/add")
            let made = try await browser.post("/admin/api-keys/add", [("name", " Shop <b> ")])
            #expect(made.body.contains("Shop &lt;b&gt;"))
            let start = try #require(made.body.firstRange(of: "csk_"))
            let secret = String(made.body[start.lowerBound...].prefix(47))
            let list = try await browser.get("/admin/api-keys").body
            #expect(list.contains("Shop &lt;b&gt;") && !list.contains(secret))
            let key = try #require(try await world.services.apiKeys.list().first)
            #expect(
                try await world.services.apiKeys.authenticate(secret, needing: .verifyCodes)
                    == .granted(key))

            _ = try await browser.get("/admin/api-keys/add")
            let again = try await browser.post("/admin/api-keys/add", [("name", "SHOP <B>")])
            #expect(again.status == 422 && again.body.contains("There is a key with this name already."))
            for bad in ["", "  ", String(repeating: "x", count: 65), "a\u{202E}b"] {
                #expect(try await browser.post("/admin/api-keys/add", [("name", bad)]).status == 422)
            }
            let path = "/admin/api-keys/\(key.id.text)/revoke"
            #expect(try await browser.get(path).status == 200)
            #expect(try await browser.post(path).body.contains("Key revoked"))
            #expect(try await browser.get(path).status == 404)
            #expect(
                try await world.services.apiKeys.authenticate(secret, needing: .verifyCodes) == .unknown)
            let entries = try await world.stores.audit.entries(
                of: Audit.deploymentChain, after: 0, limit: 9
            ).map(\.fields)
            #expect(entries.suffix(2).map(\.action) == ["api-key.added", "api-key.revoked"])
            #expect(entries.last?.actor == Audit.Actor.administrator(ada.id).text)
            #expect(!entries.contains { $0.details.contains("csk_") })
        }
    }

    @Test func aTestGoesToOneselfAndNotWithoutEnd() async throws {
        try await HTTPWorld.run(channels: [.email]) { world in
            let tom = try await world.add("tom", .helpdesk)
            let browser = try await world.signedIn("tom")
            let page = try await browser.get("/admin/messages").body
            let token = try #require(Browser.value(after: "name=\"csrf\" value=\"", in: page))
            for _ in 0..<5 {
                let answer = try await browser.post("/admin/messages/test", csrf: token)
                #expect(answer.body.contains("A test message is on its way to you"))
            }
            let refused = try await browser.post("/admin/messages/test", csrf: token)
            #expect(refused.status == 429 && refused.headers[.retryAfter] != nil)
            let messages = try await world.stores.outbox.newest(limit: 10)
                .filter { $0.event == "test-message" }
            #expect(messages.count == 5 && messages.allSatisfy { $0.account == tom.id })
            #expect(try await world.stores.actions(of: tom.id).filter { $0 == .messageTested }.count == 5)
        }
    }

    @Test func aDeadNoticeIsSentAgainOnce() async throws {
        try await HTTPWorld.run(channels: [.email]) { world in
            let maria = try await world.add("maria", .person)
            let ada = try await world.add("ada", .admin)
            let message = Sample.message(for: maria.id, at: world.clock.now)
            try await world.stores.outbox.put(Sample.record(.messageTested, maria, messages: [message]))
            try await world.stores.tamper(
                "UPDATE outbox SET state = 'dead', ended_at = $1, outcome = 'refused'",
                [.integer(world.clock.now.milliseconds)])
            let browser = try await world.signedIn("ada")
            let page = try await browser.get("/admin/messages").body
            let path = "/admin/messages/\(message.id.text)/retry"
            #expect(page.contains("action=\"\(path)\"") && !page.contains("maria@example.com"))
            let token = try #require(Browser.value(after: "name=\"csrf\" value=\"", in: page))
            #expect(try await browser.post(path, csrf: token).status == 200)
            #expect(try await browser.post(path, csrf: token).status == 409)
            #expect(try await browser.post("/admin/messages/nonsense/retry", csrf: token).status == 409)
            let entries = try await world.stores.audit.entries(of: maria.id.text, after: 0, limit: 99)
            let retries = entries.map(\.fields).filter { $0.action == "delivery.message-retried" }
            #expect(retries.map(\.actor) == [Audit.Actor.administrator(ada.id).text])
        }
    }
}
