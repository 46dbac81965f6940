import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``InvitationStore`` keeps: one counts at a time, it counts once, and guesses count.
@Suite struct InvitationStoreTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func aNewOneComesInPlaceOfTheOldOne(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            let first = try await issue(account, stores)
            let second = try await issue(account, stores)
            #expect(try await stores.invitations.active(of: account.id, at: now) == second)
            #expect(try await judge(first, account, stores) == .alreadyUsed)
            #expect(try await judge(second, account, stores) == .accepted)
            #expect(try await stores.invitations.active(of: account.id, at: now) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelRightOnesOneIsAccepted(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            let invitation = try await issue(account, stores)
            let verdicts = try await race { _ in
                try await judge(invitation, account, stores, rule: SignIn.ThrottleRule(free: 1000))
            }
            #expect(verdicts.filter { $0 == .accepted }.count == 1)
            #expect(verdicts.filter { $0 == .alreadyUsed }.count == 49)
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func guessesCountUnderTheAccountAndNobodyIsToldWhetherThereIsOne(
        storage: StorageUnderTest
    ) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            let rule = SignIn.ThrottleRule(free: 3)
            for _ in 0..<3 {
                #expect(try await judge(nil, account, stores, isRight: false, rule: rule) == .wrong)
            }
            let invitation = try await issue(account, stores)
            #expect(
                try await judge(invitation, account, stores, rule: rule)
                    == .blocked(until: now + .seconds(30)))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func afterAWeekItIsOver(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            let invitation = try await issue(account, stores)
            let later = now + .days(7)
            #expect(try await stores.invitations.active(of: account.id, at: later) == nil)
            #expect(try await judge(invitation, account, stores, at: later) == .alreadyUsed)
        }
    }

    private func issue(_ account: Account, _ stores: Stores) async throws -> SignIn.Invitation {
        let invitation = SignIn.Invitation(
            id: Sample.id(), account: account.id, hash: Sample.hash("code"), createdAt: now,
            expiresAt: now + SignIn.Invitation.life)
        try await stores.invitations.issue(
            invitation, recording: Sample.record(.invitationIssued, account))
        return invitation
    }

    private func judge(
        _ invitation: SignIn.Invitation?, _ account: Account, _ stores: Stores, isRight: Bool = true,
        at: Instant? = nil, rule: SignIn.ThrottleRule = SignIn.ThrottleRule(free: 5)
    ) async throws -> SignIn.CodeVerdict {
        try await stores.invitations.judge(
            invitation?.id,
            SignIn.ComparedCode(
                limits: [SignIn.ThrottleLimit(.code(account: account.id), rule)], isRight: isRight,
                accepted: Sample.record(.invitationAccepted, account),
                refused: Sample.entry(.invitationRefused, account.id), now: at ?? now))
    }
}
