import AuthDomain
import CountersignKit
import HTTPTypes
import OTPCore
import SQLStorage
import TestSupport
import Testing

@testable import AuthHTTP

/// The second step in the browser: PINs, the list of ways, and what a confirmed session may not do.
@Suite struct SecondStepPagesTests {
    private let both: Set<Delivery.Channel> = [.email, .sms]

    /// The password is enough for a first registration.
    private var easy: Policy.Settings {
        var policy = Policy.Settings()
        policy.firstRegistration = .password
        return policy
    }

    @Test func aPINLetsInToLookButNotToChange() async throws {
        try await HTTPWorld.run(policy: easy, channels: both) { world in
            let maria = try await world.addPerson()
            let (_, phone) = try await TenStepsTests.registered(world)
            let browser = Browser(world)
            #expect(try await browser.signIn("maria").path == "/sign-in/code")
            let ways = try await browser.get("/sign-in/methods")
            #expect(ways.body.contains("Code by e-mail") && ways.body.contains("Code by text message"))
            #expect(!ways.body.contains("maria@example.com"), "a password alone tells no address")
            let sent = try await browser.post("/sign-in/code/send", [("method", "email")])
            #expect(sent.path == "/sign-in/code?method=email")
            #expect(sent.body.contains("We sent a six-digit code"))
            #expect(sent.body.contains("A new code can be sent in"))
            #expect(!sent.body.contains("maria@example.com"))
            let pin = try await lastPIN(world)
            let wrong = try await browser.post(
                "/sign-in/code", [("method", "email"), ("code", pin == "000000" ? "1" : "000000")])
            #expect(wrong.status == 401 && wrong.body.contains("4 tries left"))
            let early = try await browser.post("/sign-in/code/send", [("method", "email")])
            #expect(early.status == 429 && early.headers[.retryAfter] == "30")
            let inside = try await browser.post("/sign-in/code", [("method", "email"), ("code", pin)])
            #expect(inside.path == "/profile")

            // It looks around, and changes nothing.
            #expect(try await browser.get("/profile/access/mobile").body.contains("Maria&#39;s Pixel 8"))
            for path in [TenStepsTests.base, "/profile/access/authenticator/register"] {
                let asked = try await browser.get(path)
                #expect(asked.path.hasPrefix("/sign-in/code?next=" + path), "\(asked.path)")
                #expect(!asked.body.contains("Code by e-mail"))
            }
            let list = try await browser.get("/profile/access/mobile")
            let remove = Browser.value(after: "href=\"/profile/access/mobile/devices/", in: list.body) ?? ""
            let refused = try await browser.get("/profile/access/mobile/devices/" + remove)
            #expect(refused.path.hasPrefix("/sign-in/code"))
            #expect(
                try await browser.post("/profile/access/mobile/devices/" + remove).path
                    .hasPrefix("/sign-in/code"))
            #expect(try await world.stores.devices.active(of: maria.id).count == 1)

            // The phone's code raises the same session.
            world.clock.advance(by: .seconds(30))
            let code = try await phone.currentCode().code.text
            let raised = try await browser.post(
                "/sign-in/code", [("method", "phone"), ("code", code), ("next", TenStepsTests.base)])
            #expect(raised.path == TenStepsTests.base)
        }
    }

    @Test func whoHasNoAddressSeesTheSamePage() async throws {
        try await HTTPWorld.run(policy: easy, channels: both) { world in
            try await world.addPerson()
            _ = try await TenStepsTests.registered(world)
            _ = try await world.stores.tamper("UPDATE accounts SET email = NULL")
            let before = try await world.stores.outbox.newest(limit: 10).count
            let browser = Browser(world)
            try await browser.signIn("maria")
            let sent = try await browser.post("/sign-in/code/send", [("method", "email")])
            #expect(sent.status == 200 && sent.body.contains("We sent a six-digit code"))
            #expect(try await world.stores.outbox.newest(limit: 10).count == before)
            let typed = try await browser.post("/sign-in/code", [("method", "email"), ("code", "123456")])
            #expect(typed.status == 401 && typed.body.contains("4 tries left"))
        }
    }

    @Test func aWayThatIsNotOpenIsNotTaken() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            _ = try await TenStepsTests.registered(world)
            let browser = Browser(world)
            try await browser.signIn("maria")
            for method in ["email", "invitation", "recovery-code", "nonsense", ""] {
                let page = try await browser.get("/sign-in/code?method=" + method)
                #expect(page.body.contains("Open the app on your phone"), "\(method)")
                let sent = try await browser.post("/sign-in/code/send", [("method", method)])
                #expect(sent.status == 200 && !sent.body.contains("We sent"), "\(method)")
            }
        }
    }

    @Test func aFirstRegistrationAsksForAConfirmation() async throws {
        try await HTTPWorld.run(channels: both) { world in
            let maria = try await world.addPerson()
            let browser = Browser(world)
            #expect(try await browser.signIn("maria").path == "/profile")
            for path in [TenStepsTests.base, "/profile/access/authenticator/register"] {
                let asked = try await browser.get(path)
                #expect(asked.path == "/sign-in/code?next=" + path)
                #expect(asked.body.contains("Before you register your first device"))
                #expect(asked.body.contains("Invitation code"))
                let begun = try await browser.post(path, [("device_name", "Phone")])
                #expect(begun.path.hasPrefix("/sign-in/code"))
            }
            #expect(try await world.stores.rows("SELECT id FROM registrations").isEmpty)
            _ = try await browser.get("/sign-in/methods")
            _ = try await browser.post(
                "/sign-in/code/send", [("method", "email"), ("next", TenStepsTests.base)])
            let pin = try await lastPIN(world)
            let confirmed = try await browser.post(
                "/sign-in/code",
                [("method", "email"), ("code", pin), ("next", TenStepsTests.base)])
            #expect(confirmed.path == TenStepsTests.base)
            let (_, link, _) = try await TenStepsTests.begin(browser)
            #expect(link.contains("#pair"))
            #expect(try await world.stores.devices.active(of: maria.id).isEmpty)
        }
    }

    @Test func whereInvitationsAreAskedForAPINDoesNotHelp() async throws {
        var policy = Policy.Settings()
        policy.firstRegistration = .invitation
        try await HTTPWorld.run(policy: policy, channels: both) { world in
            let maria = try await world.addPerson()
            let browser = Browser(world)
            try await browser.signIn("maria")
            let asked = try await browser.get(TenStepsTests.base)
            #expect(asked.body.contains("Invitation code") && !asked.body.contains("by e-mail"))
            let sent = try await browser.post("/sign-in/code/send", [("method", "email")])
            #expect(!sent.body.contains("We sent"))
            let invitation = try await invitations(world).issue(
                for: maria, by: .commandLine, source: Sample.source)
            let wrong = try await browser.post(
                "/sign-in/code", [("method", "invitation"), ("code", "0000-0000-0000-0000")])
            #expect(wrong.status == 401)
            let right = try await browser.post(
                "/sign-in/code",
                [("method", "invitation"), ("code", " " + invitation.code.text.lowercased())])
            #expect(right.path == TenStepsTests.base)
            _ = try await TenStepsTests.begin(browser)
        }
    }

    @Test func aRememberedBrowserIsSparedTheStepUntilItsTokenIsCopied() async throws {
        var policy = Policy.Settings()
        policy.rememberedBrowserDays = 30
        try await HTTPWorld.run(policy: policy) { world in
            try await world.addPerson()
            let (_, phone) = try await TenStepsTests.registered(world)
            let browser = Browser(world)
            let asked = try await browser.signIn("maria")
            #expect(asked.body.contains("ask on this browser for 30 days"))
            world.clock.advance(by: .seconds(30))
            let code = try await phone.currentCode().code.text
            _ = try await browser.post(
                "/sign-in/code", [("code", code), ("remember", "yes"), ("method", "phone")])
            let copied = browser.cookieHeader
            _ = try await browser.get("/profile")
            _ = try await browser.post("/sign-out")
            #expect(try await browser.signIn("maria").path == "/profile")
            #expect(
                try await browser.get(TenStepsTests.base).path.hasPrefix("/sign-in/code"),
                "it changes no factor")
            let listed = try await browser.get("/profile/access")
            #expect(listed.body.contains("Remembered browsers"))

            world.clock.advance(by: .hours(1))
            let thief = Browser(world, cookies: copied)
            _ = try await thief.get("/sign-in")
            _ = try await thief.post("/sign-out")
            #expect(try await thief.signIn("maria").path == "/sign-in/code")
            let messages = try await world.stores.outbox.newest(limit: 3)
            #expect(messages.contains { $0.event == "browser-reused" })
            _ = try await browser.get("/sign-in")
            #expect(try await browser.signIn("maria").path == "/sign-in/code", "nobody is spared any more")
        }
    }

    private func lastPIN(_ world: HTTPWorld) async throws -> String {
        let body = try await world.stores.outbox.newest(limit: 1).first?.body ?? ""
        let numbers = body.split { !$0.isNumber }.map { String($0) }
        return try #require(numbers.first { $0.count == 6 })
    }

    private func invitations(_ world: HTTPWorld) -> SignIn.InvitationService {
        world.services.helpDesk.invitations
    }
}
