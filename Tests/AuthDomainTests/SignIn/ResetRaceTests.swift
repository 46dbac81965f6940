import AuthDomain
import Testing
import TestSupport

/// A password reset must end the sign-ins that are under way, too.
@Suite struct ResetRaceTests {
    @Test func aSignInWhosePasswordWasReplacedMeanwhileIsNotStored() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let session = PortalSession(
                idHash: Sample.hash("session"), account: account.id, assurance: .password,
                createdAt: world.clock.now, lastSeenAt: world.clock.now,
                authenticatedAt: world.clock.now)
            _ = try await world.stores.accounts.resetPassword(
                "another", account: account.id, recording: Sample.record(.passwordReset, account))
            let stored = try await world.stores.sessions.create(
                session, provenBy: account.passwordHash,
                recording: Sample.record(.passwordReset, account))
            #expect(!stored)
            let pending = try await world.stores.signIns.create(
                Sample.pending(of: account), provenBy: account.passwordHash)
            #expect(!pending)
        }
    }

    @Test func aSignInOfAnAccountThatWasDisabledMeanwhileIsNotStored() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            _ = try await world.stores.accounts.setDisabled(
                true, account: account.id, recording: Sample.record(.passwordReset, account))
            let stored = try await world.stores.signIns.create(
                Sample.pending(of: account), provenBy: account.passwordHash)
            #expect(!stored)
        }
    }
}
