import AuthDomain
import HTTPTypes
import SQLStorage
import TestSupport
import Testing

@testable import AuthHTTP

/// Recovery codes and "This was not me" in the portal.
@Suite struct RecoveryPagesTests {
    @Test func codesAreOfferedAfterTheFirstDeviceShownOnceAndCounted() async throws {
        try await HTTPWorld.run { world in
            let (account, browser) = try await world.signedIn()
            let list = try await browser.get("/profile/access/mobile")
            #expect(list.body.contains("Save your recovery codes"))
            let offer = try await browser.get("/profile/access/recovery-codes")
            #expect(offer.status == 200)
            let shown = try await browser.post("/profile/access/recovery-codes")
            #expect(shown.status == 200)
            #expect(shown.headers[.cacheControl] == "no-store")
            let codes = Self.codes(in: shown.body)
            #expect(codes.count == 10)
            #expect(codes.allSatisfy { shown.body.occurrences(of: $0) == 3 }, "list, copy and file")
            #expect(shown.body.contains("href=\"data:text/plain;charset=utf-8,"))
            let after = try await browser.get("/profile/access")
            #expect(after.body.contains("10 codes left"))
            #expect(!codes.contains { after.body.contains($0) })
            #expect(try await !browser.get("/profile/access/mobile").body.contains("Save your recovery codes"))
            for code in codes.prefix(7) {
                let outcome = try await world.services.recovery.codes.verify(
                    code, for: account.id, source: Sample.source)
                guard case .accepted = outcome else {
                    Issue.record("\(outcome)")
                    return
                }
            }
            let few = try await browser.get("/profile/access/mobile")
            #expect(few.body.contains("3 codes left"))
        }
    }

    @Test func codesNeedAFreshProofOfTwoFactors() async throws {
        try await HTTPWorld.run { world in
            let (_, browser) = try await world.signedIn()
            world.clock.advance(by: .minutes(11))
            let page = try await browser.get("/profile/access/recovery-codes")
            #expect(page.path.hasPrefix("/reauthenticate"))
            let without = Browser(world)
            try await world.addPerson("ivo")
            try await without.signIn("ivo")
            let refused = try await without.get("/profile/access/recovery-codes")
            #expect(!refused.body.contains("Show my recovery codes"))
            #expect(try await !without.get("/profile/access").body.contains("Recovery codes"))
        }
    }

    @Test func theLinkInTheMailIsAQuestionAndItsButtonWorksOnce() async throws {
        try await HTTPWorld.run { world in
            let (account, browser) = try await world.signedIn()
            _ = try await browser.get("/profile/access/recovery-codes")
            _ = try await browser.post("/profile/access/recovery-codes")
            let path = try await world.linkPath("/not-me/")
            let stranger = Browser(world)
            #expect(try await stranger.head(path).status == 200)
            #expect(try await stranger.get(path).status == 200)
            #expect(try await browser.get("/profile").path == "/profile", "looking at it does nothing")
            let done = try await stranger.post(path)
            #expect(done.path == "/not-me")
            #expect(try await browser.get("/profile").path.hasPrefix("/sign-in"))
            #expect(try await world.services.recovery.codes.count(of: account.id) == 0)
            // Unknown and used links are answered alike.
            for other in [path, "/not-me/" + String(repeating: "A", count: 43), "/not-me/x%22%3E"] {
                let page = try await stranger.get(other)
                #expect(page.status == 200)
                let answer = try await stranger.post(other)
                #expect(answer.path == "/not-me")
                #expect(answer.status == done.status)
            }
            let actions = try await world.stores.actions(of: account.id)
            #expect(actions.filter { $0 == .repudiated }.count == 1)
        }
    }

    @Test func aFormFromElsewhereDoesNothing() async throws {
        try await HTTPWorld.run { world in
            let (account, browser) = try await world.signedIn()
            _ = try await browser.get("/profile/access/recovery-codes")
            _ = try await browser.post("/profile/access/recovery-codes")
            let path = try await world.linkPath("/not-me/")
            let stranger = Browser(world)
            _ = try await stranger.get(path)
            #expect(try await stranger.post(path, csrf: "wrong").status == 403)
            #expect(try await stranger.post(path, origin: "https://evil.example").status == 403)
            #expect(try await world.services.recovery.codes.count(of: account.id) == 10)
        }
    }

    @Test func anEventIsReportedFromTheListAndLocksChanges() async throws {
        try await HTTPWorld.run { world in
            let (account, browser) = try await world.signedIn()
            _ = try await browser.get("/profile/access/recovery-codes")
            _ = try await browser.post("/profile/access/recovery-codes")
            let list = try await browser.get("/profile/access")
            #expect(list.body.contains("Recent security events"))
            let event = try #require(
                Browser.value(after: "href=\"/profile/access/events/", in: list.body))
            let path = "/profile/access/events/" + event
            #expect(try await browser.get(path).body.contains("New recovery codes were made."))
            let done = try await browser.post(path)
            #expect(done.path == "/not-me")
            #expect(try await world.services.recovery.codes.count(of: account.id) == 0)
            world.clock.advance(by: .seconds(30))
            let again = Browser(world)
            try await world.signInFully(again)
            let refused = try await again.get("/profile/access/recovery-codes")
            #expect(refused.status == 200)
            let locked = try await again.post("/profile/access/recovery-codes")
            #expect(locked.status == 409)
            #expect(locked.body.contains("Changes are locked until"))
            #expect(try await again.get("/profile/access").body.contains("Reported"))
        }
    }

    @Test func eventsAreForTwoFactorsOnly() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson("ivo")
            let browser = Browser(world)
            try await browser.signIn("ivo")
            #expect(try await !browser.get("/profile/access").body.contains("Recent security events"))
            #expect(try await browser.get("/profile/access/events/1/not-me").status == 404)
            _ = try await browser.get("/profile")
            #expect(try await browser.post("/profile/access/events/1/not-me").status == 404)
        }
    }

    private static func codes(in html: String) -> [String] {
        html.matches(of: /data-testid="recovery-code">([0-9A-Z-]{19})</).map { String($0.output.1) }
    }
}

extension String {
    /// How often `part` occurs.
    fileprivate func occurrences(of part: String) -> Int { ranges(of: part).count }
}

extension HTTPWorld {
    private static let mariasSecret = [UInt8](repeating: 7, count: 20)

    /// Maria, who has an authenticator app, and her browser with two factors proved.
    func signedIn() async throws -> (Account, Browser) {
        let account = try await addPerson()
        try await addAuthenticator(of: account, secret: Self.mariasSecret)
        let browser = Browser(self)
        try await signInFully(browser)
        return (account, browser)
    }

    /// Signs Maria in with both factors.
    func signInFully(_ browser: Browser) async throws {
        try await browser.signIn("maria")
        _ = try await browser.get("/sign-in/code?method=authenticator")
        _ = try await browser.post(
            "/sign-in/code", [("method", "authenticator"), ("code", code(of: Self.mariasSecret))])
    }

    /// The path of the link in the newest message that has one below `prefix`.
    func linkPath(_ prefix: String) async throws -> String {
        for message in try await stores.outbox.newest(limit: 20) {
            guard let start = message.content.text.firstRange(of: prefix) else { continue }
            let token = message.content.text[start.upperBound...].prefix {
                $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_"
            }
            return prefix + token
        }
        throw StoreError.inconsistent(reason: "no message has a link \(prefix)")
    }
}
