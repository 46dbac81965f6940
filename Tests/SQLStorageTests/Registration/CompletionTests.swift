import AuthDomain
import TestSupport
import Testing

/// A registration becomes a device once, with its record, or not at all.
@Suite struct CompletionTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func ofParallelCompletionsOneRegistersTheDevice(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            #expect(try await open.claim())
            let completions = try await race { _ in
                try await open.complete(
                    recording: Sample.record(
                        .deviceRegistered, open.account,
                        messages: [Sample.message(for: open.account.id)]))
            }
            #expect(completions.filter { $0 == .registered }.count == 1)
            #expect(completions.filter { $0 == .lost }.count == 49)
            #expect(try await open.stored()?.storedState == .active)
            let expected = Sample.result(of: open.registration, for: open.account)
            #expect(try await stores.devices.active(of: open.account.id) == [expected])
            #expect(try await open.recorded(.deviceRegistered) == 1)
            #expect(try await stores.outbox.newest(limit: 100).count == 1)
            #expect(try await stores.auditFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func completionAndEndExcludeEachOther(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            #expect(try await open.claim())
            let won = try await race { number in
                if number.isMultiple(of: 2) {
                    return try await open.complete() == .registered
                }
                return try await stores.registrations.end(
                    open.registration.id, as: .rejected,
                    recording: Sample.record(.registrationRejected, open.account))
            }
            #expect(won.filter { $0 }.count == 1)
            let devices = try await stores.devices.active(of: open.account.id)
            let isActive = try await open.stored()?.storedState == .active
            #expect(devices.count == (isActive ? 1 : 0))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theTriesHoldUnderParallelGuessing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            #expect(try await open.claim())
            let left = try await race { [now] _ in
                try await stores.registrations.reserveTry(
                    open.registration.id, in: .claimed, now: now)
            }
            #expect(left.compactMap { $0 }.sorted() == [0, 1, 2, 3, 4])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anExpiredRegistrationIsNotCompleted(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            #expect(try await open.claim())
            #expect(try await open.complete(at: open.registration.expiresAt) == .lost)
            #expect(try await stores.devices.active(of: open.account.id) == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aFailedCompletionLeavesTheRegistrationOpen(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            #expect(try await open.claim())
            let before = try await open.stored()
            await #expect(throws: StoreError.self) {
                try await open.complete(
                    recording: Sample.impossibleRecord(.deviceRegistered, open.account))
            }
            #expect(try await open.stored() == before)
            #expect(try await stores.devices.active(of: open.account.id) == [])
            #expect(try await open.complete() == .registered)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatChangedMeanwhileStandsInTheWay(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let imported = Sample.account("imported")
            let phone = Sample.phone(of: imported, "MARIA'S PIXEL 8")
            let added = try await stores.accounts.add([
                ImportedAccount(
                    account: imported, authenticator: phone,
                    record: Sample.record(.accountAdded, imported))
            ])
            #expect(added == [true])
            let free = Sample.pairing(of: imported, "Free name", "free")
            _ = try await stores.registrations.begin(
                free, deviceLimit: 5, recording: Sample.record(.registrationStarted, imported))
            let taken = Sample.phone(of: imported, "Maria's Pixel 8", id: Identifier(free.id.text))
            for (device, limit, obstacle) in [
                (taken, 5, RegistrationObstacle.nameTaken),
                (Sample.result(of: free, for: imported), 1, .deviceLimit(1)),
            ] {
                let completion = try await stores.registrations.complete(
                    free.id, as: device, deviceLimit: limit, now: now,
                    recording: Sample.record(.deviceRegistered, imported))
                #expect(completion == .obstacle(obstacle))
            }
            #expect(try await stores.devices.active(of: imported.id) == [phone])
            #expect(try await stores.devices.active(of: account.id) == [])
        }
    }
}
