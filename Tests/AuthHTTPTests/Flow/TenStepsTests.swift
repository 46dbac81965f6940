import AuthDomain
import CountersignKit
import OTPCore
import TestSupport
import Testing

@testable import AuthHTTP

@Suite struct TenStepsTests {
    static let base = "/profile/access/mobile/register"

    /// Begins a registration in the portal and returns its path and pairing link.
    static func begin(
        _ browser: Browser, name: String = "Maria's Pixel 8"
    ) async throws -> (path: String, link: String, page: Browser.Answer) {
        _ = try await browser.get(base)
        let page = try await browser.post(base, [("device_name", name)])
        let link = try #require(Browser.value(after: "href=\"http://localhost/app/#pair", in: page.body))
        return (page.path, "http://localhost/app/#pair" + link, page)
    }

    @Test func aPersonRegistersAPhoneAndSignsInWithItAfterwards() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let browser = Browser(world)
            #expect(try await browser.signIn("maria").path == "/profile")
            let phone = try world.phone()
            guard case .mustRegister = try await phone.signIn(username: "maria", password: HTTPWorld.password)
            else {
                Issue.record("an unknown phone must be registered")
                return
            }

            let (path, link, page) = try await Self.begin(browser)
            #expect(page.body.contains("data-testid=\"setup-code\""))
            _ = try await phone.claim(link: link)
            #expect(try await browser.get(path).body.contains("Pixel 8"))
            guard case .notYetConfirmed = try await phone.continueSignIn() else {
                Issue.record("the web has not confirmed yet")
                return
            }
            let code = try await phone.currentCode().code.text
            let done = try await browser.post(path + "/code", [("code", code)])
            #expect(done.path == "/profile/access/mobile?done=registered")
            #expect(done.body.contains("Device registered"))
            #expect(done.body.contains("Maria&#39;s Pixel 8"))

            guard case .signedIn = try await phone.continueSignIn() else {
                Issue.record("the sign-in is complete")
                return
            }
            let me = try await phone.me()
            #expect(me.username == "maria")
            #expect(me.amr == ["pwd", "pop", "swk", "mfa"])
            #expect(me.device?.name == "Maria's Pixel 8")

            try await phone.signOut()
            guard case .signedIn = try await phone.signIn(username: "maria", password: HTTPWorld.password)
            else {
                Issue.record("the phone proves itself")
                return
            }
            let messages = try await world.stores.outbox.newest(limit: 5)
            #expect(messages.count == 1)
            #expect(messages.first?.body.contains("Maria's Pixel 8") == true)
        }
    }

    @Test func removingTheDeviceEndsItsTokensAtTheNextRequest() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let (browser, phone) = try await Self.registered(world)
            let list = try await browser.get("/profile/access/mobile")
            let remove = try #require(
                Browser.value(after: "href=\"/profile/access/mobile/devices/", in: list.body))
            let path = "/profile/access/mobile/devices/" + remove
            _ = try await browser.get(path)
            #expect(try await browser.post(path).path.hasSuffix("?done=removed"))
            await #expect(throws: CountersignError.self) { _ = try await phone.me() }
            await #expect(throws: CountersignError.self) { _ = try await phone.refresh() }
        }
    }

    @Test func whoHasAFactorIsAskedForItBeforeAnythingElse() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let (_, phone) = try await Self.registered(world)
            let second = Browser(world)
            #expect(try await second.signIn("maria").path == "/sign-in/code")
            for path in ["/profile", "/profile/access", "/profile/access/mobile", Self.base, "/reauthenticate"] {
                #expect(try await second.get(path).path.hasPrefix("/sign-in/code"), "\(path)")
            }
            // The code of the registration is spent; the next step's is not.
            let spent = try await phone.currentCode().code.text
            #expect(try await second.post("/sign-in/code", [("code", spent)]).status == 401)
            world.clock.advance(by: .seconds(30))
            let fresh = try await phone.currentCode().code.text
            #expect(try await second.post("/sign-in/code", [("code", fresh)]).path == "/profile")
        }
    }

    @Test func anOldProofOfIdentityDoesNotChangeFactors() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let browser = Browser(world)
            try await browser.signIn("maria")
            world.clock.advance(by: .minutes(11))
            let asked = try await browser.get(Self.base)
            #expect(asked.path.hasPrefix("/reauthenticate?next="))
            let wrong = try await browser.post("/reauthenticate", [("password", "not this one")])
            #expect(wrong.status == 401)
            let back = try await browser.post(
                "/reauthenticate", [("password", HTTPWorld.password), ("next", Self.base)])
            #expect(back.path == Self.base)
        }
    }

    /// A browser and a phone after the ten steps.
    static func registered(_ world: HTTPWorld) async throws -> (Browser, CountersignClient) {
        let browser = Browser(world)
        try await browser.signIn("maria")
        let phone = try world.phone()
        _ = try await phone.signIn(username: "maria", password: HTTPWorld.password)
        let (path, link, _) = try await begin(browser)
        _ = try await phone.claim(link: link)
        let code = try await phone.currentCode().code.text
        _ = try await browser.post(path + "/code", [("code", code)])
        _ = try await phone.continueSignIn()
        return (browser, phone)
    }
}
