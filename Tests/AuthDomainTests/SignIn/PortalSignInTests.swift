import AuthDomain
import TestSupport
import Testing

/// The portal's sessions rise with what was proved, each time under a new id.
@Suite struct PortalSignInTests {
    private let secret = [UInt8](repeating: 7, count: 20)

    @Test func aPasswordOpensASessionOfItsAssurance() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let (token, visitor) = try await signIn(world)
            #expect(visitor.account == account)
            #expect(visitor.session.assurance == .password)
            #expect(!visitor.hasFactor && !visitor.owesCode)
            #expect(visitor.session.idHash == token.hash)
        }
    }

    @Test func whoHasAFactorOwesItsCode() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            let (old, visitor) = try await signIn(world)
            #expect(visitor.owesCode)
            world.clock.advance(by: .minutes(2))
            let refused = try await world.portal.take(
                world.wrongCode(of: secret), by: .authenticator, visitor: visitor, source: Sample.source)
            guard case .refused(.wrongCode) = refused else {
                Issue.record("a wrong code raised the session")
                return
            }
            let raised = try await world.portal.take(
                world.code(of: secret), by: .authenticator, visitor: visitor, source: Sample.source)
            guard case .raised(let new, let session) = raised else {
                Issue.record("the right code is refused: \(raised)")
                return
            }
            #expect(session.assurance == .twoFactor)
            #expect(session.createdAt == visitor.session.createdAt)
            #expect(try await world.portal.visitor(old) == nil)
            #expect(try await world.portal.visitor(new)?.owesCode == false)
        }
    }

    @Test func aSessionEndsByIdlenessAndBySignOut() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            let (idle, _) = try await signIn(world)
            world.clock.advance(by: .minutes(29))
            #expect(try await world.portal.visitor(idle) != nil)
            world.clock.advance(by: .minutes(29))
            #expect(try await world.portal.visitor(idle) != nil)
            world.clock.advance(by: .minutes(30))
            #expect(try await world.portal.visitor(idle) == nil)

            let (token, visitor) = try await signIn(world)
            try await world.portal.signOut(visitor, source: Sample.source)
            #expect(try await world.portal.visitor(token) == nil)
        }
    }

    @Test func reauthenticationAsksForEverythingThePersonHas() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            let (_, visitor) = try await signIn(world)
            let noCode = try await reauthenticate(world, visitor, World.password, nil)
            guard case .wrongCode = noCode else {
                Issue.record("no code is asked for: \(noCode)")
                return
            }
            let noPassword = try await reauthenticate(
                world, visitor, "wrong", world.code(of: secret))
            guard case .wrongPassword = noPassword else {
                Issue.record("a wrong password is taken: \(noPassword)")
                return
            }
            let both = try await reauthenticate(
                world, visitor, World.password, world.code(of: secret))
            guard case .done(_, let session) = both else {
                Issue.record("both are refused: \(both)")
                return
            }
            #expect(session.isFresh(at: world.clock.now, limits: world.portal.limits))
            #expect(session.assurance == .twoFactor)
        }
    }

    @Test func withoutAFactorReauthenticationProvesNoSecondOne() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            let (_, visitor) = try await signIn(world)
            world.clock.advance(by: .minutes(15))
            let outcome = try await reauthenticate(world, visitor, World.password, nil)
            guard case .done(_, let session) = outcome else {
                Issue.record("refused: \(outcome)")
                return
            }
            #expect(session.assurance == .password)
            #expect(session.isFresh(at: world.clock.now, limits: world.portal.limits))
        }
    }

    @Test func ofParallelSecondStepsOneRaisesTheSession() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            let (_, visitor) = try await signIn(world)
            let code = world.code(of: secret)
            let raised = try await race(20) { _ in
                let outcome = try await world.portal.take(
                    code, by: .authenticator, visitor: visitor, source: Sample.source)
                if case .raised = outcome { return true }
                return false
            }
            #expect(raised.filter { $0 }.count == 1)
            #expect(try await world.stores.rows("SELECT id_hash FROM portal_sessions").count == 1)
        }
    }

    private func signIn(
        _ world: World
    ) async throws -> (OpaqueToken, SignIn.PortalVisitor) {
        let outcome = try await world.portal.signIn(
            username: Username("maria"), password: Password(World.password),
            source: Sample.source)
        guard case .signedIn(let token, _) = outcome else {
            throw StoreError.inconsistent(reason: "the test's sign-in is refused: \(outcome)")
        }
        return (token, try #require(try await world.portal.visitor(token)))
    }

    private func reauthenticate(
        _ world: World, _ visitor: SignIn.PortalVisitor, _ password: String, _ code: String?
    ) async throws -> SignIn.PortalSignIn.Reauthentication {
        try await world.portal.reauthenticate(
            password: Password(password), code: code, visitor: visitor, source: Sample.source)
    }
}
