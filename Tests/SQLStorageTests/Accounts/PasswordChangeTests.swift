import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// Keeping another password of a person's own choice.
@Suite struct PasswordChangeTests {
    @Test(arguments: StorageUnderTest.all)
    func aChangeEndsEverythingButTheSessionThatAsks(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let record = Sample.record(.portalSignedIn, account)
            try await stores.sessions.create(Sample.session(of: account), recording: record)
            try await stores.sessions.create(
                Sample.session(of: account, "other"), recording: record)
            try await stores.signIns.create(Sample.pending(of: account))
            let grant = Sample.grant(of: account)
            _ = try await stores.signIns.complete(
                nil, granting: grant, recording: Sample.record(.phoneSignedIn, account))
            let message = Sample.message(for: account.id)
            let verdict = try await stores.accounts.changePassword(
                change(of: account), recording: Sample.record(.passwordChanged, account, messages: [message]))
            #expect(verdict == .changed)
            #expect(try await stores.accounts.account(account.id)?.passwordHash == "new")
            #expect(try await stores.sessions.session(Sample.hash("session")) != nil)
            #expect(try await stores.sessions.session(Sample.hash("other")) == nil)
            #expect(try await stores.signIns.pending(Sample.hash("pending")) == nil)
            #expect(try await stores.signIns.standing(of: grant.claims) == .revoked)
            #expect(try await stores.outbox.newest(limit: 10) == [message])
            #expect(try await stores.actions(of: account.id).last == .passwordChanged)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anotherHashASessionThatIsOverAndAFreezeChangeNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let stranger = try await stores.addAccount("stranger")
            let record = Sample.record(.passwordChanged, account)
            let before = try await stores.accounts.changePassword(change(of: account), recording: record)
            #expect(before == .overtaken, "there is no such session")
            try await stores.sessions.create(
                Sample.session(of: stranger), recording: Sample.record(.portalSignedIn, stranger))
            let foreign = try await stores.accounts.changePassword(change(of: account), recording: record)
            #expect(foreign == .overtaken, "the session is another person's")
            try await stores.sessions.create(
                Sample.session(of: account, "own"), recording: Sample.record(.portalSignedIn, account))
            let stale = try await stores.accounts.changePassword(
                change(of: account, from: "older", session: "own"), recording: record)
            #expect(stale == .overtaken)
            let end = record.entry.at + .hours(1)
            _ = try await stores.engine.write { connection throws(StoreError) in
                try connection.execute(
                    "UPDATE accounts SET frozen_until = $2 WHERE id = $1",
                    [.text(account.id.text), .integer(end.milliseconds)])
            }
            let frozen = try await stores.accounts.changePassword(
                change(of: account, session: "own"), recording: record)
            #expect(frozen == .frozen(until: end))
            #expect(try await stores.accounts.account(account.id)?.passwordHash == account.passwordHash)
            #expect(try await !stores.actions(of: account.id).contains(.passwordChanged))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofManyAtOnceExactlyOneChanges(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.sessions.create(
                Sample.session(of: account), recording: Sample.record(.portalSignedIn, account))
            let verdicts = try await withThrowingTaskGroup(
                of: Accounts.PasswordChangeVerdict.self
            ) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await stores.accounts.changePassword(
                            change(of: account, to: "new \(number)"),
                            recording: Sample.record(.passwordChanged, account))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(verdicts.filter { $0 == .changed }.count == 1)
            #expect(verdicts.filter { $0 == .overtaken }.count == 19)
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .passwordChanged }.count == 1)
        }
    }

    private func change(
        of account: Account, from old: String? = nil, to new: String = "new",
        session: String = "session"
    ) -> Accounts.PasswordChange {
        Accounts.PasswordChange(
            account: account.id, old: old ?? account.passwordHash, new: new,
            session: Sample.hash(session))
    }
}
