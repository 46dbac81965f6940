import AuthDomain
import Cryptography
import SQLStorage
import TestSupport
import Testing

/// Recovery codes: shown once, good once, counted with all other codes of the account.
@Suite struct RecoveryCodeServiceTests {
    @Test func tenDifferentCodesAreGivenAndEachIsGoodOnce() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let codes = try await world.issueCodes(to: account)
            #expect(Set(codes).count == 10)
            #expect(try await world.recoveryCodes.count(of: account.id) == 10)
            for (index, code) in codes.enumerated() {
                #expect(try await world.recover(code, account) == .accepted(left: 9 - index))
                #expect(try await world.recover(code, account) == .wrong)
            }
            #expect(try await world.recoveryCodes.count(of: account.id) == 0)
        }
    }

    @Test func aCodeIsSixteenSymbolsInGroupsOfFour() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let code = try await world.issueCodes(to: account)[0]
            let groups = code.split(separator: "-")
            #expect(groups.count == 4)
            #expect(groups.allSatisfy { $0.count == 4 })
            let typed =
                " "
                + code.lowercased().replacing("-", with: " ")
                .replacing("0", with: "o").replacing("1", with: "l")
            #expect(try await world.recover(typed, account) == .accepted(left: 9))
        }
    }

    @Test func nothingThatIsStoredIsACode() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let codes = try await world.issueCodes(to: account)
            let rows = try await world.stores.recoveryCodes.usable(of: account.id)
            // The verifiers of two rows never open in each other's place.
            await #expect(throws: (any Error).self) {
                _ = try world.sealer.open(
                    rows[0].sealedVerifier, for: Recovery.StoredCode.sealContext(rows[1].id))
            }
            for message in try await world.stores.outbox.newest(limit: 10) {
                #expect(!codes.contains { message.content.text.contains($0) })
            }
            for row in try await world.stores.rows("SELECT details, subject FROM audit_entries") {
                #expect(!codes.contains { "\(row.values)".contains($0) })
            }
        }
    }

    @Test func newCodesEndTheOldOnes() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let old = try await world.issueCodes(to: account)
            let new = try await world.issueCodes(to: account)
            #expect(try await world.recover(old[0], account) == .wrong)
            #expect(try await world.recover(new[0], account) == .accepted(left: 9))
        }
    }

    @Test func thePersonIsTold() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let codes = try await world.issueCodes(to: account)
            _ = try await world.recover("0000-0000-0000-0000", account)
            _ = try await world.recover(codes[0], account)
            let subjects = try await world.stores.outbox.newest(limit: 10).map(\.content.subject)
            #expect(Set(subjects) == ["recovery-codes-issued", "recovery-code-used"])
            let actions = try await world.stores.actions(of: account.id)
            #expect(
                actions.suffix(3) == [.recoveryCodesIssued, .recoveryCodeRefused, .recoveryCodeAccepted])
        }
    }

    @Test func aCodeIsNobodyElses() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let other = try await world.addAccount("ivo")
            let codes = try await world.issueCodes(to: account)
            #expect(try await world.recover(codes[0], other) == .wrong)
            #expect(try await world.recover(codes[0], account) == .accepted(left: 9))
        }
    }

    @Test(arguments: ["", "1234", "UUUU-UUUU-UUUU-UUUU", String(repeating: "0", count: 5000), "🦊🦊🦊🦊"])
    func anythingElseIsWrongAndCounted(text: String) async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let codes = try await world.issueCodes(to: account)
            for _ in 0..<5 { #expect(try await world.recover(text, account) == .wrong) }
            #expect(
                try await world.recover(codes[0], account) == .throttled(retryAfter: .seconds(30)))
        }
    }

    @Test func wrongRunningCodesCountToo() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let secret = [UInt8](repeating: 7, count: 20)
            try await world.addAuthenticator(of: account, secret: secret)
            let codes = try await world.issueCodes(to: account)
            let wrong = world.wrongCode(of: secret)
            for _ in 0..<5 {
                _ = try await world.codes.verify(wrong, for: account.id, source: Sample.source)
            }
            let blocked = Recovery.CodeOutcome.throttled(retryAfter: .seconds(30))
            #expect(try await world.recover(codes[0], account) == blocked)
            world.clock.advance(by: .seconds(31))
            #expect(try await world.recover(codes[0], account) == .accepted(left: 9))
        }
    }

    @Test func ofParallelUsesOfOneCodeOneIsAccepted() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let code = try await world.issueCodes(to: account)[0]
            let outcomes = try await race(20) { _ in try await world.recover(code, account) }
            #expect(outcomes.filter { $0 == .accepted(left: 9) }.count == 1)
        }
    }

    @Test func parallelUsesOfAllCodesCountDownExactly() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let codes = try await world.issueCodes(to: account)
            let outcomes = try await race(10) { number in
                try await world.recover(codes[number], account)
            }
            let left = outcomes.compactMap { outcome -> Int? in
                if case .accepted(let left) = outcome { left } else { nil }
            }
            #expect(left.sorted() == Array(0..<10))
        }
    }

    @Test func whileFrozenNoneAreIssued() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let codes = try await world.issueCodes(to: account)
            let until = world.clock.now + .hours(24)
            try await world.stores.tamper(
                "UPDATE accounts SET frozen_until = $1", [.integer(until.milliseconds)])
            let issue = try await world.recoveryCodes.issue(for: account, source: Sample.source)
            guard case .frozen(let end) = issue else {
                Issue.record("codes were issued")
                return
            }
            #expect(end == until)
            // The way back in stays open to whoever holds the codes.
            #expect(try await world.recover(codes[0], account) == .accepted(left: 9))
        }
    }
}

extension World {
    /// Gives `account` recovery codes, as text.
    func issueCodes(to account: Account) async throws -> [String] {
        let issue = try await recoveryCodes.issue(for: account, source: Sample.source)
        guard case .issued(let codes) = issue else { return [] }
        return codes.map(\.text)
    }

    /// Checks a recovery code.
    func recover(_ typed: String, _ account: Account) async throws -> Recovery.CodeOutcome {
        try await recoveryCodes.verify(typed, for: account.id, source: Sample.source)
    }
}
