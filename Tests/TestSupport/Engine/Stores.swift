import AuthDomain
import Cryptography
import SQLStorage

/// Every port on one engine.
package struct Stores: Sendable {
    package let engine: any SQLEngine
    package let digest: any Digesting
    package let accounts: any AccountStore
    package let audit: any AuditStore
    package let outbox: any OutboxStore
    package let queue: any OutboxQueue & DeadLetterStore
    package let throttles: any ThrottleStore
    package let codeAttempts: any CodeAttemptStore
    package let pins: any PINStore
    package let rememberedBrowsers: any RememberedBrowserStore
    package let invitations: any InvitationStore
    package let recoveryCodes: any RecoveryCodeStore
    package let repudiations: any RepudiationStore
    package let addressChanges: any AddressChangeStore
    package let sessions: any PortalSessionStore
    package let signIns: any PhoneSignInStore
    package let registrations: any RegistrationStore
    package let devices: any DeviceStore
    package let replays: any ReplayStore
    package let signingKeys: any SigningKeyStore
    package let apiKeys: any APIKeyStore
    package let bypassCodes: any BypassCodeStore
    package let resets: any FactorResetStore
    package let roles: any RoleStore
    package let freezes: any FreezeStore
    package let securityEvents: any SecurityEventStore
    package let phoneApprovals: any PhoneApprovalStore
    package let people: any PeopleStore
    package let openSessions: any OpenSessionStore
    package let policies: any PolicyStore
    package let groups: any GroupStore
    package let candidates: any CandidateStore
    package let reminders: any ReminderStore
    package let console: any ConsoleStore
    package let auditSearch: Audit.Search
    package let checkpoints: any CheckpointStore
    package let duties: any DutyStore
    package let auditStream: any AuditStreamStore
    package let proposals: any ProposalStore
    package let brands: any BrandStore

    /// Puts the ports on a migrated `engine`.
    package init(engine: any SQLEngine) {
        let digest = LibraryDigest()
        self.engine = engine
        self.digest = digest
        accounts = SQLAccountStore(engine: engine, digest: digest)
        audit = SQLAuditStore(engine: engine, digest: digest)
        let outbox = SQLOutboxStore(engine: engine, sealer: Sample.sealer, digest: digest)
        self.outbox = outbox
        queue = outbox
        throttles = SQLThrottleStore(engine: engine)
        codeAttempts = SQLCodeAttemptStore(engine: engine, digest: digest)
        pins = SQLPINStore(engine: engine, digest: digest)
        rememberedBrowsers = SQLRememberedBrowserStore(engine: engine, digest: digest)
        invitations = SQLInvitationStore(engine: engine, digest: digest)
        recoveryCodes = SQLRecoveryCodeStore(engine: engine, digest: digest)
        repudiations = SQLRepudiationStore(engine: engine, digest: digest)
        addressChanges = SQLAddressChangeStore(engine: engine, digest: digest)
        sessions = SQLPortalSessionStore(engine: engine, digest: digest)
        signIns = SQLPhoneSignInStore(engine: engine, digest: digest)
        registrations = SQLRegistrationStore(engine: engine, digest: digest)
        devices = SQLDeviceStore(engine: engine, digest: digest)
        replays = SQLReplayStore(engine: engine)
        signingKeys = SQLSigningKeyStore(engine: engine, digest: digest)
        apiKeys = SQLAPIKeyStore(engine: engine, digest: digest)
        bypassCodes = SQLBypassCodeStore(engine: engine, digest: digest)
        resets = SQLFactorResetStore(engine: engine, digest: digest)
        roles = SQLRoleStore(engine: engine, digest: digest)
        freezes = SQLFreezeStore(engine: engine, digest: digest)
        securityEvents = SQLSecurityEventStore(engine: engine)
        phoneApprovals = SQLPhoneApprovalStore(engine: engine, digest: digest)
        people = SQLPeopleStore(engine: engine, rule: SignIn.CodeLimits().rule)
        openSessions = SQLOpenSessionStore(
            engine: engine, digest: digest, limits: PortalSession.Limits())
        policies = SQLPolicyStore(engine: engine, digest: digest)
        groups = SQLGroupStore(engine: engine, digest: digest, calendar: PlainCalendar())
        candidates = SQLCandidateStore(engine: engine)
        reminders = SQLReminderStore(engine: engine, digest: digest)
        console = SQLConsoleStore(engine: engine)
        auditSearch = Audit.Search(store: SQLAuditSearchStore(engine: engine))
        checkpoints = SQLCheckpointStore(engine: engine)
        duties = SQLDutyStore(engine: engine)
        auditStream = SQLAuditStreamStore(engine: engine)
        proposals = SQLProposalStore(engine: engine, digest: digest)
        brands = SQLBrandStore(engine: engine, digest: digest)
    }
}

extension StorageUnderTest {
    /// Runs `body` with an empty database, which is removed afterwards, whatever happens.
    package func withDatabase(
        _ body: (any TestDatabase) async throws -> Void
    ) async throws {
        let database = try await makeDatabase()
        do {
            try await body(database)
        } catch {
            await database.remove()
            throw error
        }
        await database.remove()
    }

    /// Runs `body` with every port on a migrated database of its own.
    package func withStores(_ body: (Stores) async throws -> Void) async throws {
        try await withDatabase { database in
            let engine = try await database.open()
            let migrator = Migrator(engine: engine, digest: LibraryDigest())
            try await migrator.migrate(at: Sample.morning)
            try await body(Stores(engine: engine))
        }
    }
}
