import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``RoleStore`` keeps: an administrator who can sign in.
@Suite struct RoleStoreTests {
    @Test(arguments: StorageUnderTest.all)
    func theLastAdministratorStays(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let ada = try await stores.add(Sample.account("ada", role: .admin))
            try await stores.add(Sample.account("gone", role: .admin, isDisabled: true))
            #expect(try await set(stores, .person, ada) == .lastAdministrator)
            #expect(try await set(stores, .admin, ada) == .unchanged)
            let maria = try await stores.addAccount()
            #expect(try await set(stores, .admin, maria) == .changed)
            #expect(try await set(stores, .helpdesk, ada) == .changed)
            #expect(try await stores.accounts.account(ada.id)?.role == .helpdesk)
            #expect(try await stores.actions(of: ada.id).last == .roleChanged)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofManyWhoStepDownAtOnceOneStays(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            var administrators: [Account] = []
            for number in 0..<8 {
                administrators.append(try await stores.add(Sample.account("ada\(number)", role: .admin)))
            }
            let all = administrators
            let answers = try await race(8) { number in try await set(stores, .person, all[number]) }
            #expect(answers.filter { $0 == .changed }.count == 7)
            #expect(answers.filter { $0 == .lastAdministrator }.count == 1)
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theLastAdministratorIsNotDisabled(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let ada = try await stores.add(Sample.account("ada", role: .admin))
            let gone = try await stores.add(Sample.account("gone", role: .admin, isDisabled: true))
            #expect(try await disable(stores, ada) == .lastAdministrator)
            #expect(try await disable(stores, gone) == .unchanged)
            #expect(try await stores.accounts.account(ada.id)?.isDisabled == false)
            let maria = try await stores.addAccount()
            #expect(try await disable(stores, maria) == .changed)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofManyDisabledOrSteppingDownAtOnceOneStays(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            var administrators: [Account] = []
            for number in 0..<8 {
                administrators.append(try await stores.add(Sample.account("ada\(number)", role: .admin)))
            }
            let all = administrators
            let answers = try await race(8) { number in
                number.isMultiple(of: 2)
                    ? try await disable(stores, all[number])
                    : try await set(stores, .person, all[number])
            }
            #expect(answers.filter { $0 == .changed }.count == 7)
            #expect(answers.filter { $0 == .lastAdministrator }.count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatWasHandedOutToAnOrdinaryPersonEnds(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            try await stores.add(Sample.account("ada", role: .admin))
            let maria = try await stores.addAccount()
            let now = Sample.morning
            _ = try await stores.bypassCodes.issue(
                HelpDesk.BypassCode(
                    id: Sample.id(), account: maria.id, issuedBy: "help-desk:x",
                    hash: Sample.hash("code"), usesLeft: 3, createdAt: now,
                    expiresAt: now + .hours(4)),
                unless: { _ in nil }, recording: Sample.record(.bypassCodeIssued, maria))
            _ = try await stores.resets.start(
                HelpDesk.FactorReset(
                    id: Sample.id(), account: maria.id, startedBy: "help-desk:x",
                    needsApproval: false, createdAt: now, effectiveAt: now + .hours(24),
                    expiresAt: now + .days(8)),
                replacesOpen: false, unless: { _ in nil },
                recording: Sample.record(.resetStarted, maria))
            #expect(try await set(stores, .admin, maria) == .changed)
            #expect(try await stores.bypassCodes.active(of: maria.id, at: now) == nil)
            #expect(try await stores.resets.open(of: maria.id, at: now) == nil)
        }
    }

    private func disable(_ stores: Stores, _ account: Account) async throws -> AccountChange {
        try await stores.accounts.setDisabled(
            true, account: account.id, recording: Sample.record(.accountDisabled, account))
    }

    private func set(
        _ stores: Stores, _ role: Account.Role, _ account: Account
    ) async throws -> AccountChange {
        try await stores.roles.setRole(
            role, of: account.id, recording: Sample.record(.roleChanged, account))
    }
}
