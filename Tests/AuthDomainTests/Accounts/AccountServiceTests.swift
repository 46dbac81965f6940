import AuthDomain
import TestSupport
import Testing

/// What administrators do to accounts.
@Suite struct AccountServiceTests {
    @Test func anAddedPersonCanSignIn() async throws {
        try await World.run { world in
            let account = try await world.accountService.add(
                try new("Ana", "a long enough one"), by: .commandLine, source: Sample.source)
            #expect(account.username.text == "Ana")
            let outcome = try await world.passwords.check(
                username: Username("ana"), password: Password("a long enough one"),
                source: Sample.source)
            guard case .proved(account) = outcome else {
                Issue.record("the new person is refused: \(outcome)")
                return
            }
            #expect(try await world.stores.actions(of: account.id) == [.accountAdded])
        }
    }

    @Test func aTakenNameAndAWeakPasswordAreRefused() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            let service = world.accountService
            await #expect(throws: AccountService.Failure.usernameTaken) {
                try await service.add(
                    try new("MARIA", "a long enough one"), by: .commandLine,
                    source: Sample.source)
            }
            await #expect(throws: AccountService.Failure.weakPassword(.common)) {
                try await service.add(
                    try new("ana", "password1"), by: .commandLine, source: Sample.source)
            }
            await #expect(throws: AccountService.Failure.weakPassword(.tooShort(minimum: 8))) {
                try await service.resetPassword(
                    to: try #require(Password("short")), username: try #require(Username("maria")),
                    by: .commandLine, source: Sample.source)
            }
        }
    }

    @Test func aResetTellsThePersonAndUnknownNamesAreNotFound() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let password = try #require(Password("a long enough one"))
            try await world.accountService.resetPassword(
                to: password, username: account.username, by: .commandLine,
                source: Sample.source)
            #expect(try await world.stores.outbox.newest(limit: 10).map(\.subject) == ["password-reset"])
            let stranger = try #require(Username("stranger"))
            await #expect(throws: AccountService.Failure.notFound) {
                try await world.accountService.resetPassword(
                    to: password, username: stranger, by: .commandLine, source: Sample.source)
            }
        }
    }

    private func new(
        _ username: String, _ password: String
    ) throws -> AccountService.NewAccount {
        AccountService.NewAccount(
            username: try #require(Username(username)), displayName: username, email: nil,
            role: .person, password: try #require(Password(password)))
    }
}
