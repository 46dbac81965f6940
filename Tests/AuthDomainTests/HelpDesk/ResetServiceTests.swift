import AuthDomain
import SQLStorage
import TestSupport
import Testing

@Suite struct ResetServiceTests {
    private let secret = [UInt8](repeating: 7, count: 20)

    @Test func aResetWaitsAndThePersonIsTold() async throws {
        try await World.run { world in
            let (maria, desk) = try await people(world)
            let reset = try await start(world, maria, by: desk)
            #expect(reset.state(at: world.clock.now) == .waiting)
            #expect(reset.state(at: world.clock.now + .hours(24)) == .inEffect)
            #expect(reset.state(at: world.clock.now + .days(8)) == .ended(.expired))
            let messages = try await world.stores.outbox.newest(limit: 1)
            #expect(messages.map(\.account) == [maria.id])
            let entry = try #require(
                try await world.stores.audit.entries(of: maria.id.text, after: 0, limit: 100).last)
            #expect(entry.fields.action == Audit.Action.resetStarted.rawValue)
            #expect(entry.fields.actor == "help-desk:\(desk.id.text)")
            #expect(
                try await world.resets.start(
                    for: maria, by: .staff(desk), source: Sample.source) == .alreadyOpen(reset))
        }
    }

    @Test func onlySomebodyElseApproves() async throws {
        var policy = Policy.Settings()
        policy.resetNeedsApproval = true
        try await World.run(policy: policy) { world in
            let (maria, desk) = try await people(world)
            let ada = try await world.addStaff("ada", .admin)
            let reset = try await start(world, maria, by: desk)
            world.clock.advance(by: .hours(25))
            #expect(reset.state(at: world.clock.now) == .waitingForApproval)
            #expect(try await approve(world, maria, desk) == .ownReset)
            // Nor with another role.
            let risen = Account(
                id: desk.id, username: desk.username, displayName: "Desk", email: nil, role: .admin,
                passwordHash: "hash", createdAt: desk.createdAt)
            #expect(try await approve(world, maria, risen) == .ownReset)
            #expect(try await approve(world, maria, maria) == .refused(.notAllowed))
            #expect(try await approve(world, maria, ada) == .approved)
            #expect(try await approve(world, maria, ada) == .notWaiting)
            let open = try await world.resets.open(of: maria.id)
            #expect(open?.state(at: world.clock.now) == .inEffect)
        }
    }

    @Test func whoeverHasTheCommandLineWaitsForNobody() async throws {
        var policy = Policy.Settings()
        policy.resetNeedsApproval = true
        try await World.run(policy: policy) { world in
            let (maria, desk) = try await people(world)
            _ = try await start(world, maria, by: desk)
            guard
                case .started(let reset) = try await world.resets.startAtOnce(
                    for: maria, source: Sample.source)
            else {
                Issue.record("an open reset was in the way")
                return
            }
            #expect(reset.state(at: world.clock.now) == .inEffect)
            #expect(try await world.resets.open(of: maria.id) == reset)
        }
    }

    @Test func aVetoAndAWithdrawalEndIt() async throws {
        try await World.run { world in
            let (maria, desk) = try await people(world)
            #expect(try await !world.resets.veto(by: maria, source: Sample.source))
            _ = try await start(world, maria, by: desk)
            #expect(try await world.resets.veto(by: maria, source: Sample.source))
            #expect(try await world.resets.open(of: maria.id) == nil)
            _ = try await start(world, maria, by: desk)
            let withdrawn = try await world.resets.withdraw(
                for: maria, by: .staff(desk), source: Sample.source)
            #expect(withdrawn == .success(true))
            #expect(try await world.resets.open(of: maria.id) == nil)
            let actions = try await world.stores.actions(of: maria.id)
            #expect(
                actions.suffix(4)
                    == [.resetStarted, .resetVetoed, .resetStarted, .resetWithdrawn])
        }
    }

    @Test func thereMustBeSomethingToReset() async throws {
        try await World.run { world in
            let nobody = try await world.addAccount("nobody")
            let desk = try await world.addStaff("desk")
            let answer = try await world.resets.start(
                for: nobody, by: .staff(desk), source: Sample.source)
            #expect(answer == .noFactor)
        }
    }

    @Test func staffIsResetOnTheCommandLineAlone() async throws {
        try await World.run { world in
            let (_, desk) = try await people(world)
            let ada = try await world.addStaff("ada", .admin)
            try await world.addAuthenticator(of: ada, secret: secret)
            #expect(
                try await world.resets.start(for: ada, by: .staff(desk), source: Sample.source)
                    == .refused(.privilegedAccount))
            let answer = try await world.resets.start(
                for: ada, by: .commandLine, source: Sample.source)
            guard case .started = answer else {
                Issue.record("\(answer)")
                return
            }
        }
    }

    @Test func anApprovalIsRefusedOnceThePersonIsStaff() async throws {
        var policy = Policy.Settings()
        policy.resetNeedsApproval = true
        try await World.run(policy: policy) { world in
            let (maria, desk) = try await people(world)
            let ada = try await world.addStaff("ada", .admin)
            _ = try await start(world, maria, by: desk)
            try await world.stores.tamper(
                "UPDATE accounts SET role = 'auditor' WHERE id = $1", [.text(maria.id.text)])
            #expect(try await approve(world, maria, ada) == .refused(.privilegedAccount))
        }
    }

    private func people(_ world: World) async throws -> (Account, Account) {
        let maria = try await world.addAccount()
        try await world.addAuthenticator(of: maria, secret: secret)
        return (maria, try await world.addStaff("desk"))
    }

    private func start(
        _ world: World, _ account: Account, by staff: Account
    ) async throws -> HelpDesk.FactorReset {
        let answer = try await world.resets.start(
            for: account, by: .staff(staff), source: Sample.source)
        guard case .started(let reset) = answer else {
            Issue.record("\(answer)")
            throw CancellationError()
        }
        return reset
    }

    private func approve(
        _ world: World, _ account: Account, _ staff: Account
    ) async throws -> HelpDesk.ResetApproval {
        try await world.resets.approve(for: account, by: .staff(staff), source: Sample.source)
    }
}
