import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``RecoveryCodeStore`` keeps: a code is spent once, new ones replace all, and no more are
/// judged than the throttles allow.
@Suite struct RecoveryCodeStoreTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func ofManyUsesOfOneCodeOneIsAccepted(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let codes = try await issue(10, to: account, stores)
            let judgements = try await race { _ in
                try await stores.recoveryCodes.judge(
                    attempt(account, codes[3].id, present: 10, rule: SignIn.ThrottleRule(free: 100)))
            }
            #expect(judgements.filter { $0 == .judged(.accepted) }.count == 1)
            #expect(judgements.filter { $0 == .changed }.count == 49, "there is one less then")
            let left = try await stores.recoveryCodes.usable(of: account.id)
            #expect(Set(left.map(\.id)) == Set(codes.map(\.id)).subtracting([codes[3].id]))
            let rows = try await stores.rows(
                "SELECT verifier FROM recovery_codes WHERE spent_at IS NOT NULL")
            #expect(rows.map(\.values) == [[.null]], "a spent code is wiped")
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .recoveryCodeAccepted }.count == 1)
            #expect(try await stores.outbox.newest(limit: 10).map(\.content.subject) == ["used"])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aSpentCodeIsCountedAsWrong(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let code = try await issue(1, to: account, stores)[0].id
            let first = try await stores.recoveryCodes.judge(attempt(account, code, present: 1))
            #expect(first == .judged(.accepted))
            let second = try await stores.recoveryCodes.judge(attempt(account, code, present: 0))
            #expect(second == .judged(.alreadyUsed))
            let failures = try await stores.rows("SELECT failures FROM throttles")
            #expect(failures.map(\.values) == [[.integer(1)]])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func parallelGuessesDoNotPassTheLimit(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let codes = try await issue(10, to: account, stores)
            let guesses = try await race { _ in
                try await stores.recoveryCodes.judge(attempt(account, nil, present: 10))
            }
            #expect(guesses.filter { $0 == .judged(.wrong) }.count == 5)
            let blocked = Recovery.CodeJudgement.judged(.blocked(until: now + .seconds(30)))
            #expect(guesses.filter { $0 == blocked }.count == 45)
            let late = try await stores.recoveryCodes.judge(attempt(account, codes[0].id, present: 10))
            #expect(late == blocked, "a right code does not open the block")
            #expect(try await stores.recoveryCodes.usable(of: account.id).count == 10, "and is not spent")
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func newCodesReplaceAll(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let other = try await stores.addAccount("ivo")
            let old = try await issue(3, to: account, stores)
            try await issue(1, to: other, stores)
            let new = try await issue(10, to: account, stores)
            let usable = try await stores.recoveryCodes.usable(of: account.id)
            #expect(Set(usable.map(\.id)) == Set(new.map(\.id)))
            let judgement = try await stores.recoveryCodes.judge(attempt(account, old[0].id, present: 10))
            #expect(judgement == .judged(.alreadyUsed))
            #expect(try await stores.recoveryCodes.usable(of: other.id).count == 1)
            #expect(try await stores.rows("SELECT id FROM recovery_codes").count == 11)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func parallelIssuesLeaveOneSet(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            _ = try await race(20) { _ in try await issue(10, to: account, stores) }
            #expect(try await stores.rows("SELECT id FROM recovery_codes").count == 10)
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anotherPersonsCodeIsNotSpent(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let other = try await stores.addAccount("ivo")
            let code = try await issue(1, to: other, stores)[0].id
            let judgement = try await stores.recoveryCodes.judge(attempt(account, code, present: 0))
            #expect(judgement == .judged(.alreadyUsed))
            #expect(try await stores.recoveryCodes.usable(of: other.id).count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func frozenAccountsKeepTheirCodes(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let codes = try await issue(2, to: account, stores)
            let until = now + .hours(1)
            try await stores.freeze(account, until: until)
            let fresh = stored(10)
            let refused = try await stores.recoveryCodes.replace(
                of: account.id, by: fresh, recording: Sample.record(.recoveryCodesIssued, account))
            #expect(refused == until)
            let kept = try await stores.recoveryCodes.usable(of: account.id)
            #expect(Set(kept.map(\.id)) == Set(codes.map(\.id)))
            let later = Record(Sample.entry(.recoveryCodesIssued, account.id, at: until))
            let done = try await stores.recoveryCodes.replace(of: account.id, by: fresh, recording: later)
            #expect(done == nil, "the freeze ends by itself")
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatCannotBeRecordedIsNotDone(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let codes = try await issue(2, to: account, stores)
            await #expect(throws: StoreError.self) {
                _ = try await stores.recoveryCodes.replace(
                    of: account.id, by: stored(10),
                    recording: Sample.impossibleRecord(.recoveryCodesIssued, account))
            }
            #expect(try await stores.recoveryCodes.usable(of: account.id).count == codes.count)
        }
    }

    private func stored(_ count: Int) -> [Recovery.StoredCode] {
        (0..<count).map { _ in Recovery.StoredCode(id: Sample.id(), sealedVerifier: [1, 2]) }
    }

    @discardableResult
    private func issue(
        _ count: Int, to account: Account, _ stores: Stores
    ) async throws -> [Recovery.StoredCode] {
        let codes = stored(count)
        let frozen = try await stores.recoveryCodes.replace(
            of: account.id, by: codes, recording: Sample.record(.recoveryCodesIssued, account))
        #expect(frozen == nil)
        return codes
    }

    private func attempt(
        _ account: Account, _ match: Identifier<Recovery.StoredCode>?, present: Int,
        rule: SignIn.ThrottleRule = SignIn.ThrottleRule(free: 5)
    ) -> Recovery.CodeAttempt {
        Recovery.CodeAttempt(
            account: account.id, match: match, present: present,
            code: SignIn.ComparedCode(
                limits: [SignIn.ThrottleLimit(.code(account: account.id), rule)],
                isRight: match != nil,
                accepted: Sample.record(
                    .recoveryCodeAccepted, account,
                    messages: [Sample.message(for: account.id, subject: "used")]),
                refused: Sample.entry(.recoveryCodeRefused, account.id), now: now))
    }
}

extension Stores {
    /// Freezes `account` past all rules.
    func freeze(_ account: Account, until end: Instant) async throws {
        try await tamper(
            "UPDATE accounts SET frozen_until = $2 WHERE id = $1",
            [.text(account.id.text), .integer(end.milliseconds)])
    }
}
