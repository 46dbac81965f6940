import AuthDomain
import TestSupport
import Testing

/// The code on the web: five tries, one device, and nothing half done.
@Suite struct SubmitTests {
    @Test func fiveWrongCodesEndTheRegistration() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            for left in [4, 3, 2, 1] {
                #expect(try await pairing.submit(pairing.wrongCode).text == "wrong, \(left) left")
            }
            #expect(try await pairing.submit(pairing.wrongCode).text == "exhausted")
            #expect(try await pairing.submit(pairing.code()).text == "over: exhausted")
            #expect(try await world.stores.devices.active(of: pairing.account.id) == [])
            let actions = try await world.stores.actions(of: pairing.account.id)
            #expect(actions.filter { $0 == .registrationRefused }.count == 5)
        }
    }

    @Test func theFifthTryMayStillBeRight() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            for _ in 0..<4 { _ = try await pairing.submit(pairing.wrongCode) }
            #expect(try await pairing.submit(pairing.code()).text == "registered")
        }
    }

    @Test func aWrongCodeChangesNeitherTicketNorKeys() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            let before = try await pairing.stored()
            _ = try await pairing.submit(pairing.wrongCode)
            let after = try await pairing.stored()
            #expect(after.method == before.method)
            #expect(after.expiresAt == before.expiresAt)
            #expect(after.triesLeft == before.triesLeft - 1)
        }
    }

    @Test func parallelRightCodesRegisterOneDevice() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            let code = pairing.code()
            let registration = try await pairing.stored()
            let outcomes = try await race { _ in
                try await world.registration.submit(
                    code: code, for: registration, of: pairing.account, proved: Sample.proof, source: Sample.source
                ).text
            }
            #expect(outcomes.filter { $0 == "registered" }.count == 1)
            #expect(try await world.stores.devices.active(of: pairing.account.id).count == 1)
            let actions = try await world.stores.actions(of: pairing.account.id)
            #expect(actions.filter { $0 == .deviceRegistered }.count == 1)
            #expect(try await world.stores.outbox.newest(limit: 100).count == 1)
            #expect(try await pairing.stored().storedState == .active)
        }
    }

    @Test func parallelGuessesGetFiveTriesInAll() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            let wrong = pairing.wrongCode
            let registration = try await pairing.stored()
            let outcomes = try await race { _ in
                try await world.registration.submit(
                    code: wrong, for: registration, of: pairing.account, proved: Sample.proof, source: Sample.source
                ).text
            }
            #expect(outcomes.filter { $0.hasPrefix("wrong") }.count == 4)
            let actions = try await world.stores.actions(of: pairing.account.id)
            #expect(actions.filter { $0 == .registrationRefused }.count == 5)
            #expect(try await pairing.stored().storedState == .exhausted)
        }
    }

    @Test func beforeThePhoneHasScannedNoTryIsTaken() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let registration = try await world.beginPairing("Phone", for: account)
            for _ in 0..<20 {
                let outcome = try await world.submit("123456", registration, of: account)
                #expect(outcome.text == "not claimed")
            }
            #expect(try await world.reloaded(registration).triesLeft == 5)
        }
    }

    @Test func afterTenMinutesTheRightCodeIsTooLate() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            world.clock.advance(by: .minutes(10))
            #expect(try await pairing.submit(pairing.code()).text == "over: expired")
        }
    }

    @Test func guessesAcrossRegistrationsMakeThePersonWait() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            for number in 0..<2 {
                let pairing = try await ClaimedPairing(
                    world, account: account, phone: TestPhone("\(number)"))
                for _ in 0..<5 { _ = try await pairing.submit(pairing.wrongCode) }
            }
            let third = try await ClaimedPairing(world, account: account, phone: TestPhone("3"))
            #expect(try await third.submit(third.code()).text == "throttled")
            #expect(try await third.stored().triesLeft == 5)
            world.clock.advance(by: .seconds(30))
            #expect(try await third.submit(third.code()).text == "registered")
        }
    }

    @Test func aRegistrationForgetsTheWrongCodesBeforeIt() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            for name in ["A", "B", "C"] {
                let pairing = try await ClaimedPairing(
                    world, account: account, phone: TestPhone(name), name: name)
                for _ in 0..<4 { _ = try await pairing.submit(pairing.wrongCode) }
                #expect(try await pairing.submit(pairing.code()).text == "registered")
            }
        }
    }

    @Test func aTakenNameIsRefusedIgnoringCase() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            #expect(try await pairing.submit(pairing.code()).device != nil)
            let name = try #require(DeviceName("MARIA'S PIXEL 8"))
            let result = try await world.registration.beginPairing(
                name, for: pairing.account.id, proved: Sample.proof, source: Sample.source)
            #expect(throws: RegistrationObstacle.nameTaken) { try result.get() }
        }
    }

    @Test func theDeviceLimitHolds() async throws {
        try await World.run(policy: Policy.Settings(deviceLimit: 2)) { world in
            let account = try await world.addAccount()
            for name in ["A", "B"] {
                let pairing = try await ClaimedPairing(
                    world, account: account, phone: TestPhone(name), name: name)
                #expect(try await pairing.submit(pairing.code()).device != nil)
            }
            let name = try #require(DeviceName("C"))
            let result = try await world.registration.beginPairing(
                name, for: account.id, proved: Sample.proof, source: Sample.source)
            #expect(throws: RegistrationObstacle.deviceLimit(2)) { try result.get() }
        }
    }

    @Test func onlyOnesOwnRegistrationIsFound() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            let ben = try await world.addAccount("ben")
            let registration = try await world.beginPairing("Phone", for: maria)
            let service = world.registration
            #expect(try await service.find(registration.id, of: maria.id) == registration)
            #expect(try await service.find(registration.id, of: ben.id) == nil)
        }
    }
}
