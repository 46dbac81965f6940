import AuthDomain
import OTPCore
import Pairing
import TestSupport
import Testing

/// "Use another authenticator app": the classic secret, proved before it counts.
@Suite struct AuthenticatorTests {
    @Test func itsFirstCodeRegistersIt() async throws {
        try await World.run { world in
            let (account, registration) = try await begin(world)
            let uri = try #require(KeyURI(parsing: try sheet(world, registration).uri))
            #expect(uri.parameters == .authenticatorApp)
            #expect(uri.secret.count == 20)
            #expect(uri.issuer == "Conversations")
            #expect(uri.account == "maria")
            let outcome = try await world.submit(
                world.code(of: uri.secret), registration, of: account)
            let device = try #require(outcome.device)
            #expect(device.kind == .authenticator)
            #expect(device.thumbprint == nil)
            #expect(try await world.stores.outbox.newest(limit: 10).map(\.subject) == ["authenticator-registered"])
            world.clock.advance(by: .seconds(30))
            let next = try await world.codes.verify(
                world.code(of: uri.secret), for: account.id, source: Sample.source)
            guard case .accepted = next else {
                Issue.record("the registered app's code is refused: \(next)")
                return
            }
        }
    }

    @Test func aWrongCodeDoesNotRotateTheSecret() async throws {
        try await World.run { world in
            let (account, registration) = try await begin(world)
            let before = try sheet(world, registration)
            let secret = try #require(KeyURI(parsing: before.uri)).secret
            let wrong = try await world.submit(
                world.wrongCode(of: secret), registration, of: account)
            #expect(wrong.text == "wrong, 4 left")
            let after = try sheet(world, try await world.reloaded(registration))
            #expect(after.uri == before.uri)
            #expect(after.secret == before.secret)
        }
    }

    @Test func anAppThatUsesAnotherHashIsToldSo() async throws {
        try await World.run { world in
            let (account, registration) = try await begin(world)
            let secret = try #require(KeyURI(parsing: try sheet(world, registration).uri)).secret
            let parameters = try #require(OTPParameters(algorithm: .sha256))
            let step = TimeStep(unixSeconds: world.clock.now.seconds)
            let code = OneTimeCode(secret: secret, at: step, parameters: parameters).text
            let outcome = try await world.submit(code, registration, of: account)
            #expect(outcome.text == "wrong algorithm, 4 left")
            #expect(try await world.stores.devices.active(of: account.id).isEmpty)
        }
    }

    @Test func aPendingAppNeverCountsForSignIn() async throws {
        try await World.run { world in
            let (account, registration) = try await begin(world)
            let secret = try #require(
                KeyURI(parsing: try sheet(world, registration).uri)
            ).secret
            let outcome = try await world.codes.verify(
                world.code(of: secret), for: account.id, source: Sample.source)
            guard case .noFactor = outcome else {
                Issue.record("an unproved app counts: \(outcome)")
                return
            }
        }
    }

    @Test func aNewSecretReplacesTheOldOne() async throws {
        try await World.run { world in
            let (account, registration) = try await begin(world)
            let old = try #require(KeyURI(parsing: try sheet(world, registration).uri)).secret
            let name = try #require(DeviceName(registration.deviceName))
            let renewed = try await world.registration.beginAuthenticator(
                name, for: account.id, proved: Sample.proof, source: Sample.source
            ).get()
            let new = try #require(KeyURI(parsing: try sheet(world, renewed).uri)).secret
            #expect(old != new)
            let late = try await world.submit(world.code(of: old), registration, of: account)
            #expect(late.text == "over: cancelled")
        }
    }

    @Test func aPhoneHasNoAuthenticatorSheetAndTheOtherWayRound() async throws {
        try await World.run { world in
            let (account, app) = try await begin(world)
            #expect(try world.registration.pairingSheetIfOpen(of: app) == nil)
            let phone = try await world.beginPairing("Phone", for: account)
            let sheet = try world.registration.authenticatorSheetIfOpen(
                of: phone, issuer: "Conversations", username: "maria")
            #expect(sheet == nil)
        }
    }

    private func begin(_ world: World) async throws -> (Account, Registration) {
        let account = try await world.addAccount()
        let name = try #require(DeviceName("Old app"))
        let registration = try await world.registration.beginAuthenticator(
            name, for: account.id, proved: Sample.proof, source: Sample.source
        ).get()
        return (account, registration)
    }

    private func sheet(
        _ world: World, _ registration: Registration
    ) throws -> RegistrationService.AuthenticatorSheet {
        let sheet = try world.registration.authenticatorSheetIfOpen(
            of: registration, issuer: "Conversations", username: "maria")
        return try #require(sheet)
    }
}
