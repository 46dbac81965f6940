import AuthDomain
import SQLStorage
import TestSupport
import Testing

@Suite struct BypassServiceTests {
    @Test func aCodeIsGoodAsOftenAsGrantedAndForItsPersonOnly() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            let other = try await world.addAccount("other")
            let grant = try #require(HelpDesk.BypassGrant(uses: 2, hours: 8))
            let (code, expiresAt) = try await issue(world, maria, grant)
            #expect(expiresAt == world.clock.now + .hours(8))
            #expect(try await verify(world, code.text, other) == .wrong)
            #expect(try await verify(world, code.text.lowercased(), maria) == .accepted(usesLeft: 1))
            #expect(try await verify(world, "0000-0000-0000-0000", maria) == .wrong)
            #expect(try await verify(world, code.text, maria) == .accepted(usesLeft: 0))
            #expect(try await verify(world, code.text, maria) == .wrong)
            let messages = try await world.stores.outbox.newest(limit: 10)
            #expect(messages.count == 1)
        }
    }

    @Test func anOldReplacedOrRevokedCodeIsWrong() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            let (first, _) = try await issue(world, maria)
            let (second, _) = try await issue(world, maria)
            #expect(try await verify(world, first.text, maria) == .wrong)
            #expect(
                try await world.bypass.revoke(of: maria, by: .commandLine, source: Sample.source)
                    == .success(true))
            #expect(
                try await world.bypass.revoke(of: maria, by: .commandLine, source: Sample.source)
                    == .success(false))
            #expect(try await verify(world, second.text, maria) == .wrong)
            let (third, _) = try await issue(world, maria)
            world.clock.advance(by: .hours(4))
            #expect(try await verify(world, third.text, maria) == .wrong)
        }
    }

    @Test func wrongCodesCountWithTheOtherCodesOfTheAccount() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            let (code, _) = try await issue(world, maria)
            for _ in 0..<5 { #expect(try await verify(world, "nonsense", maria) == .wrong) }
            #expect(
                try await verify(world, code.text, maria) == .throttled(retryAfter: .seconds(30)))
            // A new code does not forget them.
            let (second, _) = try await issue(world, maria)
            #expect(
                try await verify(world, second.text, maria) == .throttled(retryAfter: .seconds(30)))
            world.clock.advance(by: .seconds(30))
            #expect(try await verify(world, second.text, maria) == .accepted(usesLeft: 0))
        }
    }

    @Test func staffGiveNoneToStaff() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            let desk = try await world.addStaff("desk")
            let answer = try await world.bypass.issue(
                for: desk, by: .staff(Sample.account("ada", role: .admin)), source: Sample.source)
            guard case .failure(.privilegedAccount) = answer else {
                Issue.record("an administrator gave staff a code")
                return
            }
            // The role may have changed since the page was shown.
            try await world.stores.tamper(
                "UPDATE accounts SET role = 'auditor' WHERE id = $1", [.text(maria.id.text)])
            let late = try await world.bypass.issue(
                for: maria, by: .staff(desk), source: Sample.source)
            guard case .failure(.privilegedAccount) = late else {
                Issue.record("the help desk gave an auditor a code")
                return
            }
        }
    }

    @Test(arguments: [(0, 4), (21, 4), (1, 0), (1, 73), (-1, -1)])
    func grantsHaveLimits(uses: Int, hours: Int) {
        #expect(HelpDesk.BypassGrant(uses: uses, hours: hours) == nil)
    }

    private func issue(
        _ world: World, _ account: Account, _ grant: HelpDesk.BypassGrant = .usual
    ) async throws -> (GroupedCode, Instant) {
        try await world.bypass.issue(
            for: account, grant: grant, by: .commandLine, source: Sample.source
        ).get()
    }

    private func verify(
        _ world: World, _ typed: String, _ account: Account
    ) async throws -> HelpDesk.BypassOutcome {
        try await world.bypass.verify(typed, for: account.id, source: Sample.source)
    }
}
