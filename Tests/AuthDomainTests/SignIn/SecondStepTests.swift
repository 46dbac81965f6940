import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// The second step in the portal: what each way proves, and what it does not.
@Suite struct SecondStepTests {
    private let secret = [UInt8](repeating: 7, count: 20)
    private let both: Set<Delivery.Channel> = [.email, .sms]

    @Test func aPINConfirmsButIsNoSecondFactor() async throws {
        try await World.run(channels: both) { world in
            let maria = try await world.addAccount()
            try await world.addAuthenticator(of: maria, secret: secret)
            let visitor = try await signIn(world)
            #expect(visitor.owesCode)
            let pin = try await sendPIN(by: .email, visitor, world)
            let raised = try await take(pin, .email, visitor, world)
            #expect(raised.session.assurance == .confirmed)
            #expect(raised.session.methods == .passwordAndMailedPIN)
            #expect(!raised.owesCode && raised.owesTwoFactors)
            #expect(raised.account.preferredMethod == .email)
            // What is left to do for it are the ways that prove two factors.
            #expect(try await world.portal.methods(for: raised) == [.authenticator])
            let weak = try await world.portal.take(
                pin, by: .email, visitor: raised, source: Sample.source)
            guard case .refused(.notOffered) = weak else {
                Issue.record("a PIN raises a confirmed session: \(weak)")
                return
            }
            let strong = try await take(world.code(of: secret), .authenticator, raised, world)
            #expect(strong.session.assurance == .twoFactor)
            #expect(strong.session.methods == .passwordAndCode)
            #expect(strong.account.preferredMethod == .authenticator)
        }
    }

    @Test func aPINOfOneSessionIsOfNoUseInAnother() async throws {
        try await World.run(channels: both) { world in
            let maria = try await world.addAccount()
            try await world.addAuthenticator(of: maria, secret: secret)
            let own = try await signIn(world)
            let other = try await signIn(world)
            let pin = try await sendPIN(by: .sms, own, world)
            let outcome = try await world.portal.take(
                pin, by: .sms, visitor: other, source: Sample.source)
            guard case .refused(.pinExpired) = outcome else {
                Issue.record("a PIN passes for another session: \(outcome)")
                return
            }
        }
    }

    @Test func withoutAConfiguredChannelNoPINIsSent() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            try await world.addAuthenticator(of: maria, secret: secret)
            let visitor = try await signIn(world)
            let sending = try await world.portal.sendPIN(
                by: .email, to: visitor, source: Sample.source)
            #expect(sending == nil)
            #expect(try await world.portal.methods(for: visitor) == [.authenticator, .bypassCode])
        }
    }

    @Test func wrongCodesOfAllKindsCountTogether() async throws {
        try await World.run(channels: both) { world in
            let maria = try await world.addAccount()
            try await world.addAuthenticator(of: maria, secret: secret)
            let visitor = try await signIn(world)
            let pin = try await sendPIN(by: .email, visitor, world)
            let wrong = pin == "123456" ? "654321" : "123456"
            for (typed, method): (String, SignIn.SecondStepMethod) in [
                (wrong, .email), (wrong, .email), (world.wrongCode(of: secret), .authenticator),
                ("AAAA-AAAA-AAAA-AAAA", .bypassCode), (wrong, .email),
            ] {
                _ = try await world.portal.take(
                    typed, by: method, visitor: visitor, source: Sample.source)
            }
            let right = try await world.portal.take(
                pin, by: .email, visitor: visitor, source: Sample.source)
            guard case .refused(.throttled(let wait)) = right else {
                Issue.record("six tries in a row: \(right)")
                return
            }
            #expect(wait == .seconds(30))
        }
    }

    @Test func aRecoveryCodeIsASecondFactorAndABypassCodeIsNot() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            try await world.addAuthenticator(of: maria, secret: secret)
            let visitor = try await signIn(world)
            let bypass = try await world.bypass.issue(
                for: maria, by: .commandLine, source: Sample.source
            ).get()
            let confirmed = try await take(bypass.code.text, .bypassCode, visitor, world)
            #expect(confirmed.session.assurance == .confirmed)
            #expect(confirmed.session.methods == .passwordAndBypassCode)
            #expect(confirmed.account.preferredMethod == nil, "not a way to offer again")

            guard
                case .issued(let codes) = try await world.recoveryCodes.issue(
                    for: maria, source: Sample.source)
            else {
                Issue.record("no recovery codes")
                return
            }
            let strong = try await take(codes[3].text.lowercased(), .recoveryCode, confirmed, world)
            #expect(strong.session.assurance == .twoFactor)
            #expect(strong.session.methods == .passwordAndRecoveryCode)
        }
    }

    // MARK: Support

    private func signIn(_ world: World) async throws -> SignIn.PortalVisitor {
        let outcome = try await world.portal.signIn(
            username: Username("maria"), password: Password(World.password), source: Sample.source)
        guard case .signedIn(let token, _) = outcome else {
            throw StoreError.inconsistent(reason: "the test's sign-in is refused: \(outcome)")
        }
        return try #require(try await world.portal.visitor(token))
    }

    private func sendPIN(
        by channel: Delivery.Channel, _ visitor: SignIn.PortalVisitor, _ world: World
    ) async throws -> String {
        let sending = try await world.portal.sendPIN(by: channel, to: visitor, source: Sample.source)
        guard case .sent? = sending else {
            throw StoreError.inconsistent(reason: "the test's PIN is not sent: \(String(describing: sending))")
        }
        // The plain composer writes the digits as the subject.
        return try await world.stores.outbox.newest(limit: 1).first?.subject ?? ""
    }

    private func take(
        _ typed: String, _ method: SignIn.SecondStepMethod, _ visitor: SignIn.PortalVisitor,
        _ world: World
    ) async throws -> SignIn.PortalVisitor {
        let outcome = try await world.portal.take(
            typed, by: method, visitor: visitor, source: Sample.source)
        guard case .raised(let token, _) = outcome else {
            throw StoreError.inconsistent(reason: "the test's step is refused: \(outcome)")
        }
        return try #require(try await world.portal.visitor(token))
    }
}
