import AuthDomain
import CountersignKit
import Foundation
import OTPCore
import Pairing
import TestSupport
import Testing

@testable import AuthHTTP

/// What ends when a factor comes or goes.
@Suite struct EndingTests {
    static let untilMarch = Policy.Settings(
        mandatoryFrom: Sample.morning + .days(60), mandatoryFromDate: "2027-03-16")

    @Test func aSignInByPasswordAloneEndsWithThePolicysDate() async throws {
        try await HTTPWorld.run(policy: Self.untilMarch) { world in
            try await world.addPerson()
            let phone = try world.phone()
            guard
                case .offersRegistration(_, "2027-03-16") = try await phone.signIn(
                    username: "maria", password: HTTPWorld.password),
                case .signedIn = try await phone.skipRegistration()
            else {
                Issue.record("before the date one may go on without a device")
                return
            }
            #expect(try await phone.me().amr == ["pwd"])
            for _ in 0..<3 {
                world.clock.advance(by: .days(20))
                _ = try? await phone.refresh()
            }
            await #expect(throws: CountersignError.self) { _ = try await phone.refresh() }
            await #expect(throws: CountersignError.self) { _ = try await phone.me() }
        }
    }

    @Test func aSignInByPasswordAloneEndsWithTheFirstDevice() async throws {
        try await HTTPWorld.run(policy: Self.untilMarch) { world in
            try await world.addPerson()
            let stranger = try world.phone()
            _ = try await stranger.signIn(username: "maria", password: HTTPWorld.password)
            _ = try await stranger.skipRegistration()
            _ = try await stranger.me()
            _ = try await TenStepsTests.registered(world)
            await #expect(throws: CountersignError.self) { _ = try await stranger.me() }
            await #expect(throws: CountersignError.self) { _ = try await stranger.refresh() }
        }
    }

    @Test func removingADeviceEndsTheOtherBrowsers() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let (browser, phone) = try await TenStepsTests.registered(world)
            world.clock.advance(by: .seconds(60))
            let thief = Browser(world)
            try await thief.signIn("maria")
            let code = try await phone.currentCode().code.text
            #expect(try await thief.post("/sign-in/code", [("code", code)]).path == "/profile")

            let list = try await browser.get("/profile/access/mobile")
            let part = try #require(
                Browser.value(after: "href=\"/profile/access/mobile/devices/", in: list.body))
            _ = try await browser.get("/profile/access/mobile/devices/" + part)
            _ = try await browser.post("/profile/access/mobile/devices/" + part)
            #expect(try await browser.get("/profile").path == "/profile")
            #expect(try await thief.get("/profile").path.hasPrefix("/sign-in"))
        }
    }

    @Test func signingInAgainEndsTheSessionThatTheBrowserHad() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let browser = Browser(world)
            try await browser.signIn("maria")
            let old = browser.cookieHeader
            // The form of the sign-in page is not shown to who is signed in; it can still be sent.
            let page = try await browser.get("/profile").body
            _ = try await browser.post(
                "/sign-in", [("username", "maria"), ("password", HTTPWorld.password)],
                csrf: Browser.value(after: "name=\"csrf\" value=\"", in: page))
            #expect(browser.cookieHeader != old)
            let thief = Browser(world, cookies: old)
            #expect(try await thief.get("/profile").path.hasPrefix("/sign-in"))
        }
    }

    @Test func whoIsKeptOutByWrongCodesCanBeUnlocked() async throws {
        try await HTTPWorld.run { world in
            let account = try await world.addPerson()
            let (_, phone) = try await TenStepsTests.registered(world)
            let browser = Browser(world)
            try await browser.signIn("maria")
            for _ in 0..<5 { _ = try await browser.post("/sign-in/code", [("code", "000000")]) }
            #expect(try await browser.post("/sign-in/code", [("code", "000000")]).status == 429)
            try await world.stores.accounts.unlock(
                account, usernameDigest: "", recording: Sample.record(.accountUnlocked, account))
            world.clock.advance(by: .milliseconds(29_999))
            world.clock.advance(by: .seconds(1))
            _ = try await browser.get("/sign-in/code")
            let code = try await phone.currentCode().code.text
            #expect(try await browser.post("/sign-in/code", [("code", code)]).path == "/profile")
        }
    }

    @Test func strangersCannotKeepASignedInPersonFromProvingThemselves() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let maria = Browser(world)
            try await maria.signIn("maria")
            let stranger = Browser(world)
            for _ in 0..<12 { try await stranger.signIn("maria", password: "wrong") }
            world.clock.advance(by: .minutes(11))
            for _ in 0..<12 { try await stranger.signIn("maria", password: "wrong") }
            _ = try await maria.get(TenStepsTests.base)
            let back = try await maria.post(
                "/reauthenticate", [("password", HTTPWorld.password), ("next", TenStepsTests.base)])
            #expect(back.path == TenStepsTests.base)
        }
    }

    @Test func headRequestsUseUpNoStreams() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let browser = Browser(world)
            try await browser.signIn("maria")
            let (path, _, _) = try await TenStepsTests.begin(browser)
            for _ in 0..<6 {
                #expect(try await browser.head(path + "/events").status == 200)
            }
        }
    }
}
