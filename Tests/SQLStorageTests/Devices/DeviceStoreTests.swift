import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``DeviceStore`` keeps: only active devices count, and each step passes once.
@Suite struct DeviceStoreTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func activeDevicesAreListedOldestFirst(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let other = try await stores.addAccount("ben")
            let first = Sample.phone(of: account, "First")
            let second = Sample.authenticator(of: account, at: now + .seconds(1))
            let third = Sample.phone(of: account, "Țhird 📱", at: now + .seconds(2))
            for device in [third, first, second] { try await stores.add(device, of: account) }
            try await stores.add(Sample.phone(of: other, "First"), of: other)
            #expect(try await stores.devices.active(of: account.id) == [first, second, third])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func activeDevicesAreFoundByUsernameUnlessDisabled(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("Maria")
            let other = try await stores.addAccount("ben")
            try await stores.addAccount("bare")
            let second = Sample.authenticator(of: account, at: now + .seconds(1))
            let first = Sample.phone(of: account, "First")
            for device in [second, first] { try await stores.add(device, of: account) }
            let others = try await stores.add(Sample.phone(of: other, "First"), of: other)
            let devices = stores.devices
            #expect(try await devices.active(ofUsername: "maria") == [first, second])
            #expect(try await devices.active(ofUsername: "ben") == [others])
            for name in ["Maria", "bare", "nobody", ""] {
                #expect(try await devices.active(ofUsername: name) == [])
            }
            _ = try await devices.revoke(
                first.id, of: account.id, at: now,
                recording: Sample.record(.deviceRevoked, account))
            #expect(try await devices.active(ofUsername: "maria") == [second])
            _ = try await stores.accounts.setDisabled(
                true, account: account.id, recording: Sample.record(.accountDisabled, account))
            #expect(try await devices.active(ofUsername: "maria") == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aPhoneIsFoundByItsKeyForItsOwnPersonOnly(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let other = try await stores.addAccount("ben")
            let phone = try await stores.add(Sample.phone(of: account), of: account)
            let key = try #require(phone.thumbprint)
            let devices = stores.devices
            #expect(try await devices.phone(of: account.id, thumbprint: key) == phone)
            #expect(try await devices.phone(ofUsername: "maria", thumbprint: key) == phone)
            #expect(try await devices.phone(of: other.id, thumbprint: key) == nil)
            #expect(try await devices.phone(ofUsername: "ben", thumbprint: key) == nil)
            let unknown = Sample.thumbprint("unknown")
            #expect(try await devices.phone(ofUsername: "maria", thumbprint: unknown) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aStepIsSpentOnceHoweverManyTry(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let phone = try await stores.add(Sample.phone(of: account), of: account)
            let won = try await race { [now] _ in
                try await stores.devices.spend(
                    100, of: phone.id, at: now, recording: Sample.record(.codeAccepted, account))
            }
            #expect(won.filter { $0 }.count == 1)
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .codeAccepted }.count == 1)
            #expect(try await stores.auditFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func stepsOnlyGrow(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let phone = try await stores.add(
                Sample.phone(of: account, lastStep: 100), of: account)
            for (step, expected) in [(100, false), (99, false), (101, true), (101, false)] {
                let won = try await stores.devices.spend(
                    UInt64(step), of: phone.id, at: now + .seconds(step),
                    recording: Sample.record(.codeAccepted, account))
                #expect(won == expected)
            }
            let device = try await stores.devices.device(phone.id)
            #expect(device?.lastStep == 101)
            #expect(device?.lastUsedAt == now + .seconds(101))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func parallelStepsNeverGoBack(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let phone = try await stores.add(Sample.phone(of: account), of: account)
            let won = try await race { [now] number in
                try await stores.devices.spend(
                    UInt64(1 + number % 10), of: phone.id, at: now,
                    recording: Sample.record(.codeAccepted, account))
            }
            #expect((1...10).contains(won.filter { $0 }.count))
            #expect(try await stores.devices.device(phone.id)?.lastStep == 10)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aStepWhoseRecordFailsIsNotSpent(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let phone = try await stores.add(Sample.phone(of: account), of: account)
            await #expect(throws: StoreError.self) {
                try await stores.devices.spend(
                    100, of: phone.id, at: now,
                    recording: Sample.impossibleRecord(.codeAccepted, account))
            }
            #expect(try await stores.devices.device(phone.id) == phone)
            #expect(
                try await stores.devices.spend(
                    100, of: phone.id, at: now, recording: Sample.record(.codeAccepted, account)))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelRemovalsOneWinsAndTheSecretIsGone(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let phone = try await stores.add(Sample.phone(of: account), of: account)
            let won = try await race { [now] _ in
                try await stores.devices.revoke(
                    phone.id, of: account.id, at: now,
                    recording: Sample.record(.deviceRevoked, account))
            }
            #expect(won.filter { $0 }.count == 1)
            #expect(try await stores.devices.device(phone.id) == nil)
            #expect(try await stores.devices.active(of: account.id) == [])
            let key = try #require(phone.thumbprint)
            #expect(try await stores.devices.phone(of: account.id, thumbprint: key) == nil)
            #expect(try await stores.rows("SELECT secret FROM devices").map(\.values) == [[.null]])
            let spent = try await stores.devices.spend(
                100, of: phone.id, at: now, recording: Sample.record(.codeAccepted, account))
            #expect(!spent)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func nobodyRemovesAnothersDevice(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let other = try await stores.addAccount("ben")
            let phone = try await stores.add(Sample.phone(of: account), of: account)
            let won = try await stores.devices.revoke(
                phone.id, of: other.id, at: now, recording: Sample.record(.deviceRevoked, other))
            #expect(!won)
            #expect(try await stores.devices.device(phone.id) == phone)
            #expect(try await stores.actions(of: other.id) == [.accountAdded])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aRemovedDevicesNameAndKeyAreFreeAgain(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            for _ in 0..<2 {
                let phone = try await stores.add(Sample.phone(of: account), of: account)
                _ = try await stores.devices.revoke(
                    phone.id, of: account.id, at: now,
                    recording: Sample.record(.deviceRevoked, account))
            }
            #expect(try await stores.rows("SELECT id FROM devices").count == 2)
        }
    }
}
