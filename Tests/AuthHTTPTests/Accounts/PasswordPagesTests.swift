import AuthDomain
import SQLStorage
import TestSupport
import Testing

@testable import AuthHTTP

/// People change their own password.
@Suite struct PasswordPagesTests {
    private static let path = "/profile/password"
    private static let new = "seven purple otters"

    @Test func theNewPasswordCountsAtOnceAndThisBrowserStaysSignedIn() async throws {
        try await HTTPWorld.run { world in
            let (_, browser) = try await world.signedIn()
            let before = browser.cookieHeader
            _ = try await browser.get(Self.path)
            let done = try await browser.post(
                Self.path, [("present", HTTPWorld.password), ("new", Self.new)])
            #expect(done.path == "/profile?done=password-changed")
            #expect(done.body.contains("Password changed"))
            #expect(browser.cookieHeader != before)
            #expect(try await Browser(world, cookies: before).get("/profile").path.hasPrefix("/sign-in"))
            #expect(try await Browser(world).signIn("maria").status == 401)
            #expect(try await Browser(world).signIn("maria", password: Self.new).path == "/sign-in/code")
            let told = try await world.stores.outbox.newest(limit: 5).map(\.event)
            #expect(told.contains("password-changed"))
        }
    }

    @Test func otherBrowsersAreSignedOut() async throws {
        try await HTTPWorld.run { world in
            let (_, browser) = try await world.signedIn()
            let other = Browser(world)
            try await other.signIn("maria")
            _ = try await browser.get(Self.path)
            _ = try await browser.post(
                Self.path, [("present", HTTPWorld.password), ("new", Self.new)])
            #expect(try await other.get("/profile").path.hasPrefix("/sign-in?"))
        }
    }

    @Test func whatIsWrongIsSaidAtTheFieldAndChangesNothing() async throws {
        try await HTTPWorld.run { world in
            let (account, browser) = try await world.signedIn()
            _ = try await browser.get(Self.path)
            let right = HTTPWorld.password
            let attempts: [(present: String, new: String, status: Int, sentence: String)] = [
                ("not this one", Self.new, 401, "That password is not right"),
                ("", Self.new, 401, "That password is not right"),
                (right, "short", 422, "at least 8 characters"),
                (right, "", 422, "at least 8 characters"),
                (right, String(repeating: "ab ", count: 86), 422, "at most 256 characters"),
                (right, String(repeating: "x", count: 1500), 422, "at most 256 characters"),
                (right, "password1", 422, "Everybody tries this password first"),
                (right, right, 422, "That is your password already"),
            ]
            for attempt in attempts {
                let page = try await browser.post(
                    Self.path, [("present", attempt.present), ("new", attempt.new)])
                #expect(page.status == attempt.status, "\(attempt.new.prefix(20))")
                #expect(page.body.contains(attempt.sentence), "\(attempt.new.prefix(20))")
                #expect(!page.body.contains("value=\"\(attempt.new)\"") || attempt.new.isEmpty)
            }
            #expect(try await world.reloaded(account).passwordHash == account.passwordHash)
        }
    }

    @Test func guessesOfThePresentPasswordAreThrottled() async throws {
        try await HTTPWorld.run { world in
            let (_, browser) = try await world.signedIn()
            _ = try await browser.get(Self.path)
            var statuses: [Int] = []
            for number in 0..<12 {
                let page = try await browser.post(
                    Self.path, [("present", "guess number \(number)"), ("new", Self.new)])
                statuses.append(page.status)
            }
            #expect(statuses.last == 429)
            let right = try await browser.post(
                Self.path, [("present", HTTPWorld.password), ("new", Self.new)])
            #expect(right.status == 429)
        }
    }

    @Test func itTakesAFreshProofOfAllFactors() async throws {
        try await HTTPWorld.run { world in
            let (_, browser) = try await world.signedIn()
            world.clock.advance(by: .minutes(11))
            #expect(try await browser.get(Self.path).path.hasPrefix("/reauthenticate"))
            let half = Browser(world)
            try await half.signIn("maria")
            #expect(try await half.get(Self.path).path.hasPrefix("/sign-in/code"))
            #expect(try await Browser(world).get(Self.path).path.hasPrefix("/sign-in"))
        }
    }

    @Test func aFormOfAnotherSiteIsRefused() async throws {
        try await HTTPWorld.run { world in
            let (account, browser) = try await world.signedIn()
            let page = try await browser.post(
                Self.path, [("present", HTTPWorld.password), ("new", Self.new)], csrf: "forged")
            #expect(page.status == 403)
            #expect(try await world.reloaded(account).passwordHash == account.passwordHash)
        }
    }
}
