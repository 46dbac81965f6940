import AuthDomain
import CountersignKit
import TestSupport
import Testing

@testable import AuthHTTP

/// People see the day coming, on the web and in the app, as long as it concerns them.
@Suite struct CountdownTests {
    private let march =
        #"{"everyone": {"app": {"mandatoryFrom": "2027-03-05", "timeZone": "Europe/Zagreb"}}}"#

    @Test func theProfileCountsDownUntilAPhoneIsRegistered() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let before = Browser(world)
            let page = try await before.signIn("maria").body
            #expect(!page.contains("becomes mandatory"))
            try await world.stores.savePolicy(march)
            let profile = try await before.get("/profile").body
            #expect(profile.contains("datetime=\"2027-03-05\""))
            #expect(profile.contains("49 days left."))
            #expect(try await before.get("/profile/access/mobile").body.contains("49 days left."))
            let (after, _) = try await TenStepsTests.registered(world)
            #expect(try await !after.get("/profile").body.contains("days left"))
        }
    }

    @Test func theAppIsToldTheDateOfItsZone() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            try await world.stores.savePolicy(march)
            let phone = try world.phone()
            guard
                case .offersRegistration(_, "2027-03-05") = try await phone.signIn(
                    username: "maria", password: HTTPWorld.password)
            else {
                Issue.record("registering is not offered until the date")
                return
            }
        }
    }

    @Test func whereItIsOffTheAppLetsInAtOnce() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            try await world.stores.savePolicy(#"{"everyone": {"app": "off"}}"#)
            let phone = try world.phone()
            guard case .signedIn = try await phone.signIn(username: "maria", password: HTTPWorld.password) else {
                Issue.record("the password is not enough")
                return
            }
            #expect(try await phone.me().amr == ["pwd"])
        }
    }

    @Test func whereItIsMandatoryOnTheWebOneRegistersFirst() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.addPerson()
            let day = #"{"mandatoryFrom": "2027-01-16", "timeZone": "UTC"}"#
            try await world.stores.savePolicy(#"{"everyone": {"web": \#(day)}}"#)
            let browser = Browser(world)
            #expect(try await browser.signIn("maria").path == "/profile")
            world.clock.set(Sample.morning + .hours(16) - .milliseconds(1))
            #expect(try await browser.signIn("maria").path == "/profile")
            world.clock.set(Sample.morning + .hours(16))
            for path in ["/profile", "/profile/access", "/profile/access/mobile", "/profile/address/email"] {
                #expect(try await browser.get(path).path == "/profile/access/mobile/register", "\(path)")
            }
            #expect(try await browser.get("/sign-in").path == "/profile/access/mobile/register")
            let exemption = Policy.Exemption(reason: "waits", expiresAt: world.clock.now + .hours(1))
            _ = try await world.stores.policies.set(
                exemption, for: maria.id, recording: Sample.record(.exemptionChanged, maria))
            #expect(try await browser.get("/profile").path == "/profile")
            _ = try await world.stores.policies.set(
                nil, for: maria.id, recording: Sample.record(.exemptionChanged, maria))
            let (registered, _) = try await TenStepsTests.registered(world)
            #expect(try await registered.get("/profile").path == "/profile")
        }
    }

    @Test func sessionsLimitsAndAppsFollowTheDocument() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let (browser, _) = try await TenStepsTests.registered(world)
            try await world.stores.savePolicy(
                #"{"everyone": {"deviceLimit": 1, "authenticatorApps": false, "idleMinutes": 5}}"#)
            let full = try await browser.get("/profile/access/mobile").body
            #expect(full.contains("You have registered 1 devices, which is the most allowed."))
            _ = try await browser.get("/profile/access/authenticator/register")
            let refused = try await browser.post("/profile/access/authenticator/register", [("device_name", "Spare")])
            #expect(refused.body.contains("Your company does not allow other authenticator apps."))
            world.clock.advance(by: .minutes(5))
            #expect(try await browser.get("/profile/access").path.hasPrefix("/sign-in"))
        }
    }
}
