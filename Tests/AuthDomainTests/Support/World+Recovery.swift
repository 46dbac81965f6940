import AuthDomain
import SQLStorage
import TestSupport

extension World {
    var events: Audit.SecurityEventList { Audit.SecurityEventList(store: stores.securityEvents) }

    var repudiations: Recovery.RepudiationService {
        Recovery.RepudiationService(
            store: stores.repudiations, accounts: stores.accounts,
            addresses: stores.addressChanges, events: events,
            composer: PlainComposer(), digest: digest, clock: clock)
    }

    var addresses: Accounts.AddressChangeService {
        Accounts.AddressChangeService(
            store: stores.addressChanges, accounts: stores.accounts, pins: pins,
            composer: PlainComposer(), random: random, digest: digest, clock: clock)
    }

    /// What is stored of `account` now.
    func reloaded(_ account: Account) async throws -> Account {
        Sample.required(try await stores.accounts.account(account.id), "account")
    }

    /// A link "This was not me" of a notice of `event`, as its message carries it.
    func notMeLink(
        of account: Account, event: String, subject: String? = nil
    ) async throws -> String {
        let token = OpaqueToken(random: random, digest: digest)
        try await stores.add(
            Repudiation(
                tokenHash: token.hash, account: account.id, event: event, subject: subject,
                createdAt: clock.now, expiresAt: clock.now + .days(7)))
        return token.text
    }

    /// The subjects of all messages, oldest first.
    func subjects() async throws -> [String] {
        try await stores.outbox.newest(limit: 100).map(\.content.subject).reversed()
    }
}
