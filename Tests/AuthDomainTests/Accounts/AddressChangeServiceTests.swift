import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// Changing an address: the new one is proved, the old one hears of it and can take it back.
@Suite struct AddressChangeServiceTests {
    @Test func aPINToTheNewAddressChangesIt() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let change = try await world.begin("maria@new.example", account)
            #expect(try await world.reloaded(account).email == "maria@example.com", "not before the code")
            let state = try #require(try await world.addresses.pinState(of: change))
            #expect(state.isOpen)
            let pin = try await world.lastPIN()
            #expect(try await world.confirm(change, pin, account) == .done)
            #expect(try await world.reloaded(account).email == "maria@new.example")
            #expect(try await world.confirm(change, pin, account) != .done)
            let actions = try await world.stores.actions(of: account.id)
            #expect(actions.contains(.addressChangeStarted))
            #expect(actions.filter { $0 == .addressChanged }.count == 1)
            #expect(try await world.subjects().contains("address-changed"))
        }
    }

    @Test func aWrongPINChangesNothing() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let change = try await world.begin("maria@new.example", account)
            let pin = try await world.lastPIN()
            let wrong = pin == "000000" ? "111111" : "000000"
            let outcome = try await world.confirm(change, wrong, account)
            #expect(outcome == .refused(.wrongPIN(triesLeft: 4)))
            #expect(try await world.reloaded(account).email == "maria@example.com")
        }
    }

    @Test func ofParallelConfirmationsOneIsDone() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let change = try await world.begin("maria@new.example", account)
            let pin = try await world.lastPIN()
            let outcomes = try await race(10) { _ in
                try await world.confirm(change, pin, account)
            }
            #expect(outcomes.filter { $0 == .done }.count == 1)
        }
    }

    @Test func thePINOfOneChangeIsNoneOfAnother() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            _ = try await world.begin("maria@new.example", account)
            let pin = try await world.lastPIN()
            world.clock.advance(by: .minutes(1))
            let other = try await world.begin("thief@example.net", account)
            let outcome = try await world.confirm(other, pin, account)
            #expect(outcome != .done)
            #expect(try await world.reloaded(account).email == "maria@example.com")
        }
    }

    @Test func anOverdueChangeIsOver() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let change = try await world.begin("maria@new.example", account)
            #expect(try await world.addresses.waiting(change.id, of: account.id) == change)
            world.clock.advance(by: Accounts.AddressChange.life)
            #expect(try await world.addresses.waiting(change.id, of: account.id) == nil)
        }
    }

    @Test func theSameAddressIsNoChange() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let beginning = try await world.addresses.begin(
                .email, to: "maria@example.com", for: account, source: Sample.source)
            #expect(beginning == .unchanged)
        }
    }

    @Test func tooManyPINsAreNotSent() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            var limited = false
            for number in 0..<5 {
                let beginning = try await world.addresses.begin(
                    .email, to: "maria\(number)@new.example", for: account, source: Sample.source)
                if case .limited = beginning { limited = true }
                world.clock.advance(by: .minutes(1))
            }
            #expect(limited)
        }
    }

    @Test func aRemovedAddressIsToldAndCanComeBack() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let removed = try await world.addresses.remove(.email, of: account, source: Sample.source)
            #expect(removed == .done)
            #expect(try await world.reloaded(account).email == nil)
            #expect(try await world.subjects().contains("address-changed"))
            let again = try await world.addresses.remove(
                .email, of: world.reloaded(account), source: Sample.source)
            #expect(again == .over)
        }
    }

    @Test func passwordsAloneMayNotMoveAddresses() {
        typealias Service = Accounts.AddressChangeService
        #expect(!Service.isAllowed(.password, hasFactor: false))
        #expect(!Service.isAllowed(.password, hasFactor: true))
        #expect(!Service.isAllowed(.confirmed, hasFactor: true))
        #expect(Service.isAllowed(.confirmed, hasFactor: false))
        #expect(Service.isAllowed(.twoFactor, hasFactor: true))
    }

    @Test(arguments: ["", "x", String(repeating: "A", count: 43), String(repeating: "ä", count: 900)])
    func anyOtherLinkUndoesNothing(token: String) async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let change = try await world.begin("maria@new.example", account)
            #expect(try await world.confirm(change, world.lastPIN(), account) == .done)
            #expect(try await !world.addresses.undo(link: token, source: Sample.source))
            #expect(try await world.reloaded(account).email == "maria@new.example")
        }
    }
}

extension World {
    fileprivate func begin(
        _ address: String, _ account: Account
    ) async throws -> Accounts.AddressChange {
        let beginning = try await addresses.begin(
            .email, to: address, for: account, source: Sample.source)
        guard case .waiting(let change) = beginning else {
            throw StoreError.inconsistent(reason: "the change did not begin: \(beginning)")
        }
        return change
    }

    fileprivate func confirm(
        _ change: Accounts.AddressChange, _ pin: String, _ account: Account
    ) async throws -> Accounts.AddressChangeService.Confirmation {
        try await addresses.confirm(change, pin: pin, of: account, source: Sample.source)
    }

    /// The digits that were sent last; the composer of tests writes them as subject.
    fileprivate func lastPIN() async throws -> String {
        Sample.required(try await stores.outbox.newest(limit: 1).first, "message").content.subject
    }
}
