import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``BypassCodeStore`` keeps: a code counts as often as it was granted, whoever else asks at
/// the same time, and only the newest one counts.
@Suite struct BypassCodeStoreTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func ofManyUsesOfOneCodeAsManyWinAsWereGranted(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let code = try await issue(stores, account, uses: 3)
            let answers = try await race { _ in
                try await stores.bypassCodes.judge(code.id, attempt(account, isRight: true))
            }
            let accepted = answers.filter { $0.verdict == .accepted }
            #expect(accepted.map(\.usesLeft).sorted() == [0, 1, 2])
            #expect(answers.filter { $0.verdict == .alreadyUsed }.count == 47)
            #expect(try await stores.bypassCodes.active(of: account.id, at: now) == nil)
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .bypassCodeAccepted }.count == 3)
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func parallelWrongCodesNeverPassTheLimit(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let code = try await issue(stores, account)
            let answers = try await race { _ in
                try await stores.bypassCodes.judge(code.id, attempt(account, isRight: false, free: 5))
            }
            #expect(answers.filter { $0.verdict == .wrong }.count == 5)
            let late = try await stores.bypassCodes.judge(
                code.id, attempt(account, isRight: true, free: 5))
            #expect(late.verdict == .blocked(until: now + .seconds(30)))
            #expect(try await stores.bypassCodes.active(of: account.id, at: now)?.usesLeft == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofManyIssuedAtOnceOneCounts(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let codes = try await race(20) { _ in try await issue(stores, account) }
            let active = try await stores.bypassCodes.active(of: account.id, at: now)
            #expect(codes.contains { $0 == active })
            let rows = try await stores.rows("SELECT id FROM bypass_codes WHERE revoked_at IS NULL")
            #expect(rows.count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatIsOverDoesNotCount(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let code = try await issue(stores, account)
            let revocations = try await race(10) { _ in
                try await stores.bypassCodes.revoke(
                    code.id, of: account.id, at: now,
                    recording: Sample.record(.bypassCodeRevoked, account))
            }
            #expect(revocations.filter { $0 }.count == 1)
            let answer = try await stores.bypassCodes.judge(code.id, attempt(account, isRight: true))
            #expect(answer.verdict == .alreadyUsed)
            #expect(
                try await stores.bypassCodes.judge(nil, attempt(account, isRight: false)).verdict
                    == .wrong)
            let second = try await issue(stores, account)
            let late = attempt(account, isRight: true, at: second.expiresAt)
            #expect(try await stores.bypassCodes.judge(second.id, late).verdict == .alreadyUsed)
            #expect(try await stores.bypassCodes.active(of: account.id, at: second.expiresAt) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anObjectionIsAskedOfTheAccountAsItIs(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.tamper(
                "UPDATE accounts SET role = 'admin' WHERE id = $1", [.text(account.id.text)])
            let refusal = try await stores.bypassCodes.issue(
                code(account), unless: { $0.role == .person ? nil : .privilegedAccount },
                recording: Sample.record(.bypassCodeIssued, account))
            #expect(refusal == .privilegedAccount)
            #expect(try await stores.bypassCodes.active(of: account.id, at: now) == nil)
            #expect(try await !stores.actions(of: account.id).contains(.bypassCodeIssued))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatCannotBeRecordedDoesNotHappen(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let earlier = try await issue(stores, account)
            await #expect(throws: StoreError.self) {
                _ = try await stores.bypassCodes.issue(
                    code(account), unless: { _ in nil },
                    recording: Sample.impossibleRecord(.bypassCodeIssued, account))
            }
            #expect(try await stores.bypassCodes.active(of: account.id, at: now) == earlier)
        }
    }

    @discardableResult
    private func issue(
        _ stores: Stores, _ account: Account, uses: Int = 1
    ) async throws -> HelpDesk.BypassCode {
        let code = code(account, uses: uses)
        let refusal = try await stores.bypassCodes.issue(
            code, unless: { _ in nil }, recording: Sample.record(.bypassCodeIssued, account))
        #expect(refusal == nil)
        return code
    }

    private func code(_ account: Account, uses: Int = 1) -> HelpDesk.BypassCode {
        HelpDesk.BypassCode(
            id: Sample.id(), account: account.id, issuedBy: "command-line", hash: Sample.hash("code"),
            usesLeft: uses, createdAt: now, expiresAt: now + .hours(4))
    }

    private func attempt(
        _ account: Account, isRight: Bool, free: Int = 1000, at: Instant = Sample.morning
    ) -> SignIn.ComparedCode {
        SignIn.ComparedCode(
            limits: [
                SignIn.ThrottleLimit(.code(account: account.id), SignIn.ThrottleRule(free: free))
            ],
            isRight: isRight, accepted: Sample.record(.bypassCodeAccepted, account),
            refused: Sample.entry(.bypassCodeRefused, account.id), now: at)
    }
}
