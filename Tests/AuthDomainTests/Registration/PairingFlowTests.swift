import AuthDomain
import OTPCore
import Pairing
import TestSupport
import Testing

/// The ten steps, with a phone that computes its own key.
@Suite struct PairingFlowTests {
    @Test func byCameraThePhonesCodeRegistersIt() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            let device = try #require(try await pairing.submit(pairing.code()).device)
            #expect(device.kind == .phone)
            #expect(device.name == "Maria's Pixel 8")
            #expect(device.model == "Pixel 8")
            #expect(device.thumbprint == pairing.phone.thumbprint)
            #expect(device.parameters == .pairedPhone)
            #expect(try await world.stores.devices.active(of: pairing.account.id) == [device])
            #expect(try await world.stores.outbox.newest(limit: 10).map(\.subject) == ["device-registered"])
            #expect(
                try await world.stores.actions(of: pairing.account.id) == [
                    .accountAdded, .registrationStarted, .registrationClaimed, .deviceRegistered,
                ])
            #expect(try await world.stores.auditFlaws() == [])
        }
    }

    @Test func byHandTheSetupCodeRegistersIt() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let phone = TestPhone()
            let pending = try await phone.pendingSignIn(world)
            let registration = try await world.beginPairing("Țelefon 📱", for: account)
            let sheet = try #require(try world.registration.pairingSheetIfOpen(of: registration))
            let typed = sheet.setupCode.lowercased().replacing("-", with: " ")
            let code = try #require(SetupCode(parsing: typed))
            let outcome = try await phone.claim(
                world, .setupCode(code), name: "Țelefon 📱", by: pending)
            let grant = try #require(outcome.grant)
            #expect(grant.origin == Sample.origin)
            let key = try phone.key(
                ticket: grant.ticket, serverPublicKey: grant.serverPublicKey, user: account,
                name: "Țelefon 📱")
            let submitted = try await world.submit(phone.code(key, world), registration, of: account)
            #expect(submitted.device?.name == "Țelefon 📱")
        }
    }

    @Test func theCodeThatRegisteredIsSpent() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            let code = pairing.code()
            #expect(try await pairing.submit(code).device != nil)
            let reuse = try await world.codes.verify(
                code, for: pairing.account.id, source: Sample.source)
            guard case .alreadyUsed = reuse else {
                Issue.record("the code passes again: \(reuse)")
                return
            }
            world.clock.advance(by: .seconds(30))
            let next = try await world.codes.verify(
                pairing.code(), for: pairing.account.id, source: Sample.source)
            guard case .accepted(let device) = next else {
                Issue.record("the registered phone's next code is refused: \(next)")
                return
            }
            #expect(device.thumbprint == pairing.phone.thumbprint)
        }
    }

    @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)])
    func oneStepToEitherSideIsTaken(steps: Int, isTaken: Bool) async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            let outcome = try await pairing.submit(pairing.code(steps: steps))
            #expect((outcome.device != nil) == isTaken)
        }
    }

    @Test func anyDifferentFieldGivesAnotherCode() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            let grantless = try await pairing.stored()
            guard case .pairing(let stored) = grantless.method else {
                Issue.record("not a pairing")
                return
            }
            let sheet = try #require(
                try world.registration.pairingSheetIfOpen(of: pairing.registration))
            let link = try #require(PairingLink(parsing: sheet.link))
            let server = stored.serverPublicKey
            let phone = pairing.phone
            let name = "Maria's Pixel 8"
            let right = try phone.key(
                ticket: link.ticket, serverPublicKey: server, user: pairing.account, name: name)
            #expect(right == pairing.key)
            let others = [
                try phone.key(
                    ticket: link.ticket, serverPublicKey: server, user: Sample.account(),
                    name: name),
                try phone.key(
                    ticket: link.ticket, serverPublicKey: server, user: pairing.account,
                    name: "maria's Pixel 8"),
                try phone.key(
                    ticket: link.ticket, serverPublicKey: server, user: pairing.account,
                    name: name, origin: "https://evil.example.com"),
                try phone.key(
                    ticket: [UInt8](repeating: 0, count: 16), serverPublicKey: server,
                    user: pairing.account, name: name),
                try TestPhone().key(
                    ticket: link.ticket, serverPublicKey: server, user: pairing.account,
                    name: name),
                try phone.key(
                    ticket: link.ticket, serverPublicKey: TestPhone().keys.publicKey,
                    user: pairing.account, name: name),
            ]
            for key in others { #expect(key != right) }
            #expect(Set(others).count == others.count)
        }
    }

    @Test func aSwappedKeyIsFoundByTheCode() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let phone = TestPhone()
            let pending = try await phone.pendingSignIn(world)
            let registration = try await world.beginPairing("Phone", for: account)
            let sheet = try #require(try world.registration.pairingSheetIfOpen(of: registration))
            let link = try #require(PairingLink(parsing: sheet.link))
            // Someone between phone and server sends a public key of their own.
            let attacker = TestPhone()
            let outcome = try await attacker.claim(world, link: sheet.link, by: pending)
            #expect(outcome.grant != nil)
            let key = try phone.key(
                ticket: link.ticket, serverPublicKey: link.serverPublicKey, user: account,
                name: "Phone")
            let submitted = try await world.submit(phone.code(key, world), registration, of: account)
            #expect(submitted.text == "wrong, 4 left")
        }
    }

    @Test func nothingSealedOutlivesTheRegistration() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            #expect(try await pairing.submit(pairing.code()).device != nil)
            let stored = try await pairing.stored()
            #expect(try world.registration.pairingSheetIfOpen(of: stored) == nil)
        }
    }
}
