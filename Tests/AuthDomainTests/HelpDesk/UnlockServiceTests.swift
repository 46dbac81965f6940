import AuthDomain
import TestSupport
import Testing

@Suite struct UnlockServiceTests {
    @Test func administratorsAndTheCommandLineEndAFreeze() async throws {
        try await World.run { world in
            let end = world.clock.now + .hours(24)
            let ada = try await world.addStaff("ada", .admin)
            let desk = try await world.addStaff("desk")
            let maria = try await world.stores.add(Sample.account("maria"))
            let until = end.milliseconds
            try await world.stores.tamper("UPDATE accounts SET frozen_until = \(until) WHERE username = 'maria'")
            #expect(try await unlock(world, maria, .staff(maria)) == .refused(.notAllowed))
            #expect(try await unlock(world, maria, .staff(desk)) == .unlocked(isThawed: false))
            #expect(try await world.stores.accounts.account(maria.id)?.frozenUntil == end)
            #expect(try await unlock(world, maria, .staff(ada)) == .unlocked(isThawed: true))
            #expect(try await world.stores.accounts.account(maria.id)?.frozenUntil == nil)
            #expect(try await unlock(world, maria, .commandLine) == .unlocked(isThawed: false))
            let actions = try await world.stores.actions(of: maria.id)
            #expect(actions.filter { $0 == .accountThawed }.count == 1)
            #expect(actions.filter { $0 == .accountUnlocked }.count == 3)
            let told = try await world.stores.outbox.newest(limit: 9).filter { $0.account == maria.id }
            #expect(told.map(\.subject) == Array(repeating: "staff-acted", count: 4), "the person hears of it")
        }
    }

    private func unlock(
        _ world: World, _ account: Account, _ who: HelpDesk.Agent
    ) async throws -> HelpDesk.UnlockOutcome {
        try await world.unlocks.unlock(account, by: who, source: Sample.source)
    }
}
