import AuthDomain
import TestSupport
import Testing

/// "It has become mandatory in the mobile app", for everyone, for groups and for single people.
@Suite struct PhonePolicyTests {
    private let march = """
        {"everyone": {"app": {"mandatoryFrom": "2027-03-05", "timeZone": "Europe/Zagreb"}},
         "groups": [{"group": "sales", "rules": {"app": "mandatory"}}, {"group": "guests", "rules": {"app": "off"}}],
         "people": [{"person": "ben", "rules": {"app": "offered"}}]}
        """
    private let midnight = Sample.morning + .days(49) - .hours(9)

    @Test func itIsMandatoryPerGroupAndPersonAndForAllFromTheDate() async throws {
        try await World.run { world in
            let cleo = try await world.addAccount("cleo")
            let dora = try await world.addAccount("dora")
            for name in ["maria", "ben"] { _ = try await world.addAccount(name) }
            try await world.stores.addGroup("sales", cleo)
            try await world.stores.addGroup("guests", dora)
            #expect(try await need(world, "maria") == .verifyDevice(reason: nil))
            try await world.stores.savePolicy(march)
            #expect(try await need(world, "maria") == .offerDevice(mandatoryFrom: "2027-03-05"))
            #expect(try await need(world, "cleo") == .verifyDevice(reason: nil))
            #expect(try await need(world, "ben") == .offerDevice(mandatoryFrom: nil))
            #expect(try await TestPhone().begin(world, username: "dora").authorizationCode != nil)
            world.clock.set(midnight - .milliseconds(1))
            #expect(try await need(world, "maria") == .offerDevice(mandatoryFrom: "2027-03-05"))
            world.clock.set(midnight)
            #expect(try await need(world, "maria") == .verifyDevice(reason: nil))
            #expect(try await need(world, "ben") == .offerDevice(mandatoryFrom: nil))
        }
    }

    @Test func tokensOfAPasswordAloneEndWithTheDate() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            try await world.stores.savePolicy(
                #"{"everyone": {"app": {"mandatoryFrom": "2027-03-05", "timeZone": "Europe/Zagreb"}}}"#)
            world.clock.set(midnight - .minutes(1))
            let phone = TestPhone()
            let token = try await skip(world, phone)
            _ = try await world.tokens.holder(of: token, thumbprint: phone.thumbprint)
            world.clock.set(midnight)
            await #expect(throws: SignIn.TokenRefusal.invalidToken) {
                try await world.tokens.holder(of: token, thumbprint: phone.thumbprint)
            }
        }
    }

    @Test func aSavedDocumentCountsAtTheNextRequest() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            try await world.stores.savePolicy(#"{"everyone": {"app": "offered"}}"#)
            let phone = TestPhone()
            let token = try await skip(world, phone)
            _ = try await world.tokens.holder(of: token, thumbprint: phone.thumbprint)
            try await world.stores.savePolicy(#"{"everyone": {"app": "mandatory"}}"#)
            await #expect(throws: SignIn.TokenRefusal.invalidToken) {
                try await world.tokens.holder(of: token, thumbprint: phone.thumbprint)
            }
        }
    }

    @Test func aGraceLetsInSoOftenAndNoRuleReopensIt() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            try await world.stores.savePolicy(
                #"{"everyone": {"app": "mandatory", "grace": {"days": 7, "signIns": 2}}}"#)
            let phone = TestPhone()
            #expect(try await need(world, "maria") == .offerDevice(mandatoryFrom: "2027-01-22"))
            _ = try await skip(world, phone)
            world.clock.advance(by: .days(1))
            #expect(try await need(world, "maria") == .offerDevice(mandatoryFrom: "2027-01-22"))
            let token = try await skip(world, phone)
            _ = try await world.tokens.holder(of: token, thumbprint: phone.thumbprint)
            #expect(try await need(world, "maria") == .verifyDevice(reason: nil))
            try await world.stores.savePolicy(#"{"everyone": {"app": "mandatory", "grace": {"days": 30}}}"#)
            #expect(try await need(world, "maria") == .verifyDevice(reason: nil))
        }
    }

    @Test func aGraceOfDaysEndsForTokensToo() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            try await world.stores.savePolicy(#"{"everyone": {"app": "mandatory", "grace": {"days": 7}}}"#)
            let phone = TestPhone()
            _ = try await phone.begin(world)
            world.clock.set(Sample.morning + .days(7) - .minutes(1))
            let token = try await skip(world, phone)
            _ = try await world.tokens.holder(of: token, thumbprint: phone.thumbprint)
            world.clock.advance(by: .minutes(1))
            await #expect(throws: SignIn.TokenRefusal.invalidToken) {
                try await world.tokens.holder(of: token, thumbprint: phone.thumbprint)
            }
            #expect(try await need(world, "maria") == .verifyDevice(reason: nil))
        }
    }

    @Test func offNeverSparesWhoHasAPhone() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            try await world.stores.add(Sample.phone(of: maria), of: maria)
            try await world.stores.savePolicy(#"{"everyone": {"app": "off"}}"#)
            #expect(try await need(world, "maria") == .verifyDevice(reason: nil))
        }
    }

    @Test func anAppThatNeedsTwoFactorsIsNotSpared() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            try await world.stores.savePolicy(
                #"{"everyone": {"app": "off", "twoFactorClients": ["countersign-app"]}}"#)
            #expect(try await need(world, "maria") == .verifyDevice(reason: nil))
        }
    }

    @Test func fromElsewhereNobodyComesInAndItLooksLikeAWrongPassword() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            try await world.stores.savePolicy(#"{"everyone": {"app": "offered"}}"#)
            let phone = TestPhone()
            let session = try #require(try await phone.begin(world).session)
            let token = try await skip(world, phone)
            try await world.stores.savePolicy(#"{"everyone": {"app": "offered", "networks": ["10.0.0.0/8"]}}"#)
            #expect(try await phone.begin(world).isRefused)
            #expect(try await phone.proceed(world, session, .skip).authorizationCode == nil)
            await #expect(throws: SignIn.TokenRefusal.invalidToken) {
                try await world.tokens.holder(of: token, thumbprint: phone.thumbprint, source: Sample.source)
            }
            #expect(try await world.stores.actions(of: maria.id).contains(.networkRefused))
            try await world.stores.savePolicy(#"{"everyone": {"app": "offered", "networks": ["192.0.2.0/24"]}}"#)
            #expect(try await need(world, "maria") == .offerDevice(mandatoryFrom: nil))
        }
    }

    @Test func whatSparesPeopleWithoutAFactorOpensNothingForWhoHasOne() async throws {
        try await World.run(channels: [.email]) { world in
            let maria = try await world.addAccount()
            try await world.stores.savePolicy(#"{"everyone": {"app": "mandatory", "grace": {"days": 7}}}"#)
            #expect(try await need(world, "maria") == .offerDevice(mandatoryFrom: "2027-01-22"))
            try await world.stores.add(Sample.phone(of: maria), of: maria)
            func ways() async throws -> [SignIn.PhoneWay] {
                guard case .needs(_, let session) = try await TestPhone().begin(world) else { return [] }
                return session.alternatives
            }
            let strict: [SignIn.PhoneWay] = [.phoneApproval, .recoveryCode]
            #expect(try await ways() == strict)
            let exemption = Policy.Exemption(reason: "in repair", expiresAt: world.clock.now + .days(3))
            _ = try await world.policies.set(exemption, for: maria.id, by: .commandLine, source: Sample.source)
            #expect(try await ways() == strict)
            try await world.stores.savePolicy(#"{"everyone": {"app": "off"}}"#)
            #expect(try await ways() == strict)
            try await world.stores.savePolicy(#"{"everyone": {"app": "offered"}}"#)
            let all = try await ways()
            #expect(all == [.phoneApproval, .oneTimeCode, .email, .sms, .recoveryCode, .bypassCode])
        }
    }

    @Test func fromElsewhereTheRightPasswordCountsAsAWrongOne() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            try await world.stores.savePolicy(#"{"everyone": {"networks": ["10.0.0.0/8"]}}"#)
            for _ in 0..<10 { #expect(try await TestPhone().begin(world).isRefused) }
            #expect(try await !TestPhone().begin(world).isRefused, "now it waits")
            let refusals = try await world.stores.actions(of: maria.id).filter { $0 == .networkRefused }
            #expect(refusals.count == 10)
        }
    }

    private func need(_ world: World, _ name: String) async throws -> SignIn.NextStep? {
        try await TestPhone().begin(world, username: name).need
    }

    /// Signs in with "Not now"; the access token.
    private func skip(_ world: World, _ phone: TestPhone) async throws -> String {
        let session = try #require(try await phone.begin(world).session)
        let outcome = try await phone.proceed(world, session, .skip)
        let code = try #require(outcome.authorizationCode)
        return try #require(try await world.redeem(code, phone)).accessToken
    }
}
