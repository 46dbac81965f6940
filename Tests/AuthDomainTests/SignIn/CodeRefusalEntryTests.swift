import AuthDomain
import TestSupport
import Testing

/// What the help desk reads of a refused code, which the person is not told.
@Suite struct CodeRefusalEntryTests {
    private let secret = [UInt8](repeating: 7, count: 20)

    private func details(_ world: World, _ account: Account) async throws -> [[String]] {
        try await world.stores.audit.entries(of: account.id.text, after: 0, limit: 100)
            .filter { $0.fields.action == Audit.Action.codeRefused.rawValue }
            .map { $0.fields.details.split(separator: "\u{1F}").map(String.init) }
    }

    @Test func aUsedStepNamesItsDeviceAndWhenThatWasUsed() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let device = try await world.addAuthenticator(of: account, secret: secret)
            let code = world.code(of: secret)
            #expect(try await world.verify(code, account) == "accepted")
            let used = world.clock.now.milliseconds
            world.clock.advance(by: .seconds(1))
            #expect(try await world.verify(code, account) == "already used")
            #expect(
                try await details(world, account)
                    == [["reason=used", "device=\(device.name)", "last_used_at=\(used)"]])
        }
    }

    @Test func aCodeOfAnotherTimeSaysHowFarTheClockIsOff() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let device = try await world.addAuthenticator(of: account, secret: secret)
            let early = world.code(of: secret, steps: 3)
            #expect(try await world.verify(early, account).hasPrefix("wrong"))
            #expect(
                try await details(world, account)
                    == [["reason=wrong", "device=\(device.name)", "clock_off_seconds=90"]])
        }
    }

    @Test func theCodeThatBringsTheThrottleSaysUntilWhen() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await world.addAuthenticator(of: account, secret: secret)
            for _ in 0..<6 { _ = try await world.verify(world.wrongCode(of: secret), account) }
            let until = (world.clock.now + .seconds(30)).milliseconds
            #expect(
                try await details(world, account)
                    == Array(repeating: ["reason=wrong"], count: 4)
                    + [["reason=wrong", "blocked_until=\(until)"]])
        }
    }
}
