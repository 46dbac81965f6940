import AuthDomain
import TestSupport
import Testing

/// What every ``RegistrationStore`` keeps.
@Suite struct RegistrationStoreTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func aRegistrationIsFoundByIdTicketAndSetupCode(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let registration = Sample.pairing(of: account, "Țelefon 📱")
            #expect(try await begin(registration, account, stores) == nil)
            let store = stores.registrations
            #expect(try await store.registration(registration.id) == registration)
            let ticket = Sample.hash("pairing ticket")
            #expect(try await store.registration(ticketHash: ticket) == registration)
            let code = Sample.hash("pairing code")
            #expect(try await store.registration(setupCodeHash: code) == registration)
            #expect(try await store.registration(ticketHash: code) == nil)
            #expect(try await store.registration(setupCodeHash: ticket) == nil)
            #expect(try await store.registration(Sample.id()) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anAuthenticatorRegistrationComesBackUnchanged(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let registration = Sample.authenticatorRegistration(of: account)
            #expect(try await begin(registration, account, stores) == nil)
            #expect(try await stores.registrations.registration(registration.id) == registration)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aNewRegistrationCancelsTheOpenOneOfThatPersonOnly(
        storage: StorageUnderTest
    ) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let other = try await stores.addAccount("ben")
            let first = Sample.pairing(of: account, "A", "first")
            let others = Sample.pairing(of: other, "A", "others")
            let second = Sample.pairing(of: account, "A", "second")
            #expect(try await begin(first, account, stores) == nil)
            #expect(try await begin(others, other, stores) == nil)
            #expect(try await begin(second, account, stores) == nil)
            #expect(try await state(first, stores) == .cancelled)
            #expect(try await state(others, stores) == .pending)
            #expect(try await state(second, stores) == .pending)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func parallelBeginningsLeaveOneOpen(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let obstacles = try await race { number in
                try await begin(
                    Sample.pairing(of: account, "Phone", "\(number)"), account, stores)
            }
            #expect(obstacles.allSatisfy { $0 == nil })
            let open = try await stores.rows("SELECT id FROM registrations WHERE state = 'pending'")
            #expect(open.count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all, ["Maria's Pixel", "MARIA'S PIXEL"])
    func aNameInUseStandsInTheWay(storage: StorageUnderTest, name: String) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let other = try await stores.addAccount("ben")
            try await stores.add(Sample.phone(of: account, "Maria's Pixel"), of: account)
            let open = Sample.pairing(of: account, "Other", "open")
            #expect(try await begin(open, account, stores) == nil)

            let registration = Sample.pairing(of: account, name)
            #expect(try await begin(registration, account, stores) == .nameTaken)
            #expect(try await stores.registrations.registration(registration.id) == nil)
            #expect(try await state(open, stores) == .pending)
            let others = Sample.pairing(of: other, name, "others")
            #expect(try await begin(others, other, stores) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theDeviceLimitStandsInTheWay(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let devices = ["A", "B"].map { Sample.phone(of: account, $0) }
            for device in devices { try await stores.add(device, of: account) }
            let registration = Sample.pairing(of: account, "C")
            #expect(try await begin(registration, account, stores, limit: 2) == .deviceLimit(2))
            _ = try await stores.devices.revoke(
                devices[0].id, of: account.id, at: now,
                recording: Sample.record(.deviceRevoked, account))
            #expect(try await begin(registration, account, stores, limit: 2) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func triesAreTakenFromTheRightStateUntilTheEnd(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let registration = Sample.pairing(of: account)
            _ = try await begin(registration, account, stores)
            let store = stores.registrations
            let id = registration.id
            #expect(try await store.reserveTry(id, in: .claimed, now: now) == nil)
            #expect(try await store.reserveTry(id, in: .pending, now: now) == 4)
            let end = registration.expiresAt
            #expect(try await store.reserveTry(id, in: .pending, now: end) == nil)
            #expect(
                try await store.reserveTry(id, in: .pending, now: end - .milliseconds(1)) == 3)
            #expect(try await store.registration(id)?.triesLeft == 3)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anEndIsFinalAndRecordedOnce(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let registration = Sample.pairing(of: account)
            _ = try await begin(registration, account, stores)
            let states: [Registration.State] = [.rejected, .cancelled, .exhausted]
            let won = try await race(30) { number in
                try await stores.registrations.end(
                    registration.id, as: states[number % 3],
                    recording: Sample.record(.registrationRejected, account))
            }
            #expect(won.filter { $0 }.count == 1)
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .registrationRejected }.count == 1)
            let completion = try await stores.registrations.complete(
                registration.id, as: Sample.result(of: registration, for: account),
                deviceLimit: 5, now: now, recording: Sample.record(.deviceRegistered, account))
            #expect(completion == .lost)
        }
    }

    private func begin(
        _ registration: Registration, _ account: Account, _ stores: Stores, limit: Int = 5
    ) async throws -> RegistrationObstacle? {
        try await stores.registrations.begin(
            registration, deviceLimit: limit,
            recording: Sample.record(.registrationStarted, account))
    }

    private func state(
        _ registration: Registration, _ stores: Stores
    ) async throws -> Registration.State? {
        try await stores.registrations.registration(registration.id)?.storedState
    }
}
