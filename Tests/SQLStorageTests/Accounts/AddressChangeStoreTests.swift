import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``AddressChangeStore`` keeps: a change happens once, can be undone once, and what was undone
/// does not come back.
@Suite struct AddressChangeStoreTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func ofManyConfirmationsOneIsDone(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let change = try await begin("new@example.com", of: account, stores)
            let endings = try await race { number in
                try await finish(change, "undo \(number)", stores)
            }
            #expect(endings.filter { $0 == .done }.count == 1)
            #expect(endings.filter { $0 == .lost }.count == 49)
            #expect(try await email(of: account, stores) == "new@example.com")
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .addressChanged }.count == 1)
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofManyUndoingsOneWins(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let change = try await begin("new@example.com", of: account, stores)
            #expect(try await finish(change, "undo", stores) == .done)
            let found = try await stores.addressChanges.undoable(
                Sample.hash("undo"), doneAfter: now - .hours(24))
            #expect(found == change)
            let won = try await race { _ in try await undo(change, stores) }
            #expect(won.filter { $0 }.count == 1)
            #expect(try await email(of: account, stores) == "maria@example.com")
            let gone = try await stores.addressChanges.undoable(
                Sample.hash("undo"), doneAfter: now - .hours(24))
            #expect(gone == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theLinkIsGoodForADay(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let change = try await begin("new@example.com", of: account, stores)
            #expect(try await finish(change, "undo", stores) == .done)
            let late = try await stores.addressChanges.undoable(Sample.hash("undo"), doneAfter: now)
            #expect(late == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func undoingEndsLaterChangesToo(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let first = try await begin("thief@example.net", of: account, stores)
            #expect(try await finish(first, "first", stores) == .done)
            let between = try await reloaded(account, stores)
            let second = try await begin("thief@example.org", of: between, stores)
            #expect(try await finish(second, "second", stores) == .done)
            let waiting = try await begin("x@example.org", of: reloaded(account, stores), stores)
            #expect(try await undo(first, stores))
            #expect(try await email(of: account, stores) == "maria@example.com")
            // The thief's own link would bring the thief's first address back.
            #expect(try await !undo(second, stores))
            #expect(try await finish(waiting, "third", stores) == .lost)
            #expect(try await email(of: account, stores) == "maria@example.com")
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func undoingAndConfirmingAtOnceNeverLeavesTheNewAddress(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let first = try await begin("thief@example.net", of: account, stores)
            #expect(try await finish(first, "first", stores) == .done)
            let second = try await begin("thief@example.org", of: reloaded(account, stores), stores)
            let results = try await race(20) { number in
                if number.isMultiple(of: 2) { return try await undo(first, stores) }
                return try await finish(second, "second \(number)", stores) == .done
            }
            #expect(results.contains(true))
            #expect(try await email(of: account, stores) == "maria@example.com")
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aNewChangeEndsTheOneThatWaited(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let first = try await begin("a@example.com", of: account, stores)
            let phone = try await begin("+385912345678", of: account, stores, on: .sms)
            let second = try await begin("b@example.com", of: account, stores)
            #expect(try await finish(first, "first", stores) == .lost)
            #expect(try await finish(phone, "phone", stores) == .done)
            #expect(try await finish(second, "second", stores) == .done)
            let stored = try await reloaded(account, stores)
            #expect(stored.email == "b@example.com")
            #expect(stored.phoneNumber == "+385912345678")
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aChangeExpiresAndIsNobodyElses(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let other = try await stores.addAccount("ivo")
            let change = try await begin("new@example.com", of: account, stores)
            let changes = stores.addressChanges
            #expect(try await changes.waiting(change.id, of: account.id, at: now) == change)
            #expect(try await changes.waiting(change.id, of: other.id, at: now) == nil)
            #expect(try await changes.waiting(change.id, of: account.id, at: change.expiresAt) == nil)
            #expect(try await finish(change, "late", stores, at: change.expiresAt) == .lost)
            try await changes.cancel(change.id, of: other.id)
            #expect(try await changes.waiting(change.id, of: account.id, at: now) == change)
            try await changes.cancel(change.id, of: account.id)
            #expect(try await changes.waiting(change.id, of: account.id, at: now) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anAddressIsRemovedAndComesBack(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let removals = (0..<10).map { _ in change(to: nil, of: account) }
            let endings = try await race(10) { number in
                try await stores.addressChanges.remove(
                    removals[number], undoHash: Sample.hash("undo \(number)"),
                    recording: Sample.record(.addressChanged, account))
            }
            #expect(endings.filter { $0 == .done }.count == 1)
            #expect(endings.filter { $0 == .lost }.count == 9)
            #expect(try await email(of: account, stores) == nil)
            let rows = try await stores.rows("SELECT id FROM address_changes")
            #expect(rows.count == 1, "what lost leaves nothing behind")
            let done = try #require(removals.first { rows[0].values == [.text($0.id.text)] })
            #expect(try await undo(done, stores))
            #expect(try await email(of: account, stores) == "maria@example.com")
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func frozenAccountsKeepTheirAddresses(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let waiting = try await begin("new@example.com", of: account, stores)
            let until = now + .hours(24)
            try await stores.freeze(account, until: until)
            let begun = try await stores.addressChanges.begin(
                change(to: "b@example.com", of: account),
                recording: Sample.record(.addressChangeStarted, account))
            #expect(begun == until)
            #expect(try await finish(waiting, "undo", stores) == .frozen(until: until))
            let removed = try await stores.addressChanges.remove(
                change(to: nil, of: account), undoHash: nil,
                recording: Sample.record(.addressChanged, account))
            #expect(removed == .frozen(until: until))
            #expect(try await email(of: account, stores) == "maria@example.com")
        }
    }

    private func change(
        to new: String?, of account: Account, on channel: Delivery.Channel = .email
    ) -> Accounts.AddressChange {
        Accounts.AddressChange(
            id: Sample.id(), account: account.id, channel: channel, old: account.address(on: channel),
            new: new, createdAt: now, expiresAt: now + .minutes(30))
    }

    private func begin(
        _ new: String, of account: Account, _ stores: Stores, on channel: Delivery.Channel = .email
    ) async throws -> Accounts.AddressChange {
        let change = change(to: new, of: account, on: channel)
        let frozen = try await stores.addressChanges.begin(
            change, recording: Sample.record(.addressChangeStarted, account))
        #expect(frozen == nil)
        return change
    }

    private func finish(
        _ change: Accounts.AddressChange, _ undo: String, _ stores: Stores, at moment: Instant? = nil
    ) async throws -> Accounts.AddressChangeEnding {
        try await stores.addressChanges.complete(
            change, undoHash: Sample.hash(undo),
            recording: Record(Sample.entry(.addressChanged, change.account, at: moment ?? now)))
    }

    private func undo(_ change: Accounts.AddressChange, _ stores: Stores) async throws -> Bool {
        try await stores.addressChanges.undo(
            change, recording: Record(Sample.entry(.addressChangeUndone, change.account)))
    }

    private func reloaded(_ account: Account, _ stores: Stores) async throws -> Account {
        try #require(try await stores.accounts.account(account.id))
    }

    private func email(of account: Account, _ stores: Stores) async throws -> String? {
        try await reloaded(account, stores).email
    }
}
