import AuthDomain
import AuthHTTP
import Cryptography
import Hummingbird
import HummingbirdTesting
import SQLStorage
import TestSupport
import TokenSigning

/// A whole server in one process: real routes, storage, signatures and proofs; cheap passwords and
/// a clock that tests move.
struct HTTPWorld: Sendable {
    let stores: Stores
    let site: Site
    let clock: SettableClock
    let sealer: AESSealer
    let services: AuthServices
    let client: any TestClientProtocol

    static let password = "correct horse battery"

    /// Runs `body` with a new server.
    static func run(
        policy: Policy.Settings = Policy.Settings(), channels: Set<Delivery.Channel> = [],
        approvals: Set<Console.Proposal.Kind> = [],
        site: Site = Site(origin: "http://localhost", branding: BrandBoard(Brand(name: "Conversations")), isDemo: true),
        _ body: @escaping @Sendable (HTTPWorld) async throws -> Void
    ) async throws {
        let storage = Sample.required(StorageUnderTest.all.first, "engine")
        try await storage.withStores { stores in
            let clock = SettableClock()
            let key = KeyEncryptionKey(random: SystemRandomness())
            let sealer = AESSealer(ring: Sample.required(Keyring([key]), "key ring"))
            let services = try makeServices(
                stores, site: site, policy: policy, channels: channels, approvals: approvals, clock: clock,
                sealer: sealer)
            let router = try AuthRouter(services: services, site: site, assets: AssetStore())
            let application = Application(router: router.build())
            try await application.test(.router) { client in
                try await body(
                    HTTPWorld(
                        stores: stores, site: site, clock: clock, sealer: sealer,
                        services: services, client: client))
            }
        }
    }

    /// Adds a person whose password is ``password``.
    @discardableResult
    func addPerson(_ name: String = "maria") async throws -> Account {
        let hash = try await Self.hasher.hash(SecretBytes(Array(Self.password.utf8)))
        return try await stores.add(Sample.account(name, passwordHash: hash))
    }

    /// Argon2id at its cheapest: these tests are not about passwords.
    static let hasher = Argon2Pool(
        cost: Sample.required(Argon2Cost(memory: 8, passes: 1, lanes: 1), "cost"), workers: 1)

    private static func makeServices(
        _ stores: Stores, site: Site, policy: Policy.Settings, channels: Set<Delivery.Channel>,
        approvals: Set<Console.Proposal.Kind>, clock: SettableClock,
        sealer: AESSealer
    ) throws -> AuthServices {
        let random = SystemRandomness()
        let digest = LibraryDigest()
        let composer = try TemplateNoticeComposer(
            assets: AssetStore(), site: site, channels: [], sealer: Sample.sealer, random: random,
            digest: digest)
        let codes = SignIn.CodeVerification(
            devices: stores.devices, attempts: stores.codeAttempts, sealer: sealer,
            digest: digest, clock: clock, limits: SignIn.CodeLimits())
        let signer = JWTAccessTokens(
            origin: site.origin, store: stores.signingKeys, sealing: sealer, digest: digest,
            clock: clock,
            record: { key in
                Record(
                    Audit.Entry(
                        .signingKeyAdded, account: nil, by: .system, subject: key.id,
                        at: key.createdAt, source: Sample.source))
            })
        let policies = PolicyService(
            base: policy, store: stores.policies, calendar: PlainCalendar(), clock: clock)
        let passwords = SignIn.PasswordCheck(
            accounts: stores.accounts, throttles: stores.throttles, audit: stores.audit,
            hasher: hasher, digest: digest, clock: clock, limits: SignIn.PasswordLimits(),
            policy: policies)
        let firstRegistration = Policy.ConfiguredFirstRegistration(channels: channels)
        let registration = RegistrationService(
            store: stores.registrations, throttles: stores.throttles, audit: stores.audit,
            composer: composer, sealer: sealer, agreement: PairingAgreement(),
            random: random, digest: digest, clock: clock, limits: Registration.Limits(),
            policy: policies, firstRegistration: firstRegistration, origin: site.origin)
        let pins = SignIn.PINService(
            pins: stores.pins, composer: composer, sealer: sealer, random: random,
            digest: digest, clock: clock, limits: SignIn.PINLimits(),
            codeLimits: SignIn.CodeLimits())
        let app = appServices(stores, composer: composer, clock: clock, sealer: sealer)
        let steps = phoneSteps(
            stores, app: app, registration: registration, pins: pins, composer: composer,
            clock: clock, sealer: sealer)
        let secondStep = SignIn.SecondStep(
            codes: codes, pins: pins,
            recoveryCodes: Recovery.CodeService(
                codes: stores.recoveryCodes, accounts: stores.accounts, composer: composer,
                sealer: sealer, random: random, digest: digest, clock: clock,
                limits: SignIn.CodeLimits()),
            bypassCodes: HelpDesk.BypassService(
                store: stores.bypassCodes, composer: composer, random: random, digest: digest,
                clock: clock, limits: SignIn.CodeLimits()),
            invitations: SignIn.InvitationService(
                store: stores.invitations, composer: composer, random: random, digest: digest, clock: clock,
                limits: SignIn.CodeLimits()),
            accounts: stores.accounts, firstRegistration: firstRegistration, policy: policies,
            channels: channels)
        return AuthServices(
            portal: SignIn.PortalSignIn(
                passwords: passwords, secondStep: secondStep, sessions: stores.sessions,
                devices: stores.devices, resets: stores.resets, random: random, digest: digest,
                clock: clock, limits: PortalSession.Limits()),
            phone: SignIn.PhoneSignIn(
                passwords: passwords, codes: codes, store: stores.signIns,
                devices: stores.devices, registrations: stores.registrations, steps: steps,
                policy: policies, random: random, digest: digest, clock: clock),
            phoneStore: stores.signIns,
            tokens: SignIn.PhoneTokens(
                store: stores.signIns, signer: signer, random: random, digest: digest,
                clock: clock, policy: policies),
            registrations: registration,
            devices: DeviceService(devices: stores.devices, composer: composer, clock: clock),
            apiKeys: APIKeyService(
                keys: stores.apiKeys, random: random, digest: digest, clock: clock),
            codes: SignIn.CodeService(
                devices: stores.devices, codes: codes, throttles: stores.throttles,
                clock: clock),
            pins: pins,
            rememberedBrowsers: SignIn.RememberedBrowsers(
                store: stores.rememberedBrowsers, composer: composer, random: random,
                digest: digest, clock: clock, policy: policies), app: app,
            recovery: recoveryServices(
                stores, passwords: passwords, pins: pins, hasher: hasher, composer: composer, clock: clock,
                sealer: sealer),
            helpDesk: helpDeskServices(
                stores, policy: policy, policies: policies, approvals: approvals, composer: composer, clock: clock,
                sealer: sealer),
            policyConsole: PolicyConsole(
                policies: policies, store: stores.policies,
                groups: Policy.GroupService(store: stores.groups, clock: clock),
                simulation: Policy.Simulation(store: stores.candidates, base: policy),
                reminders: Policy.ReminderService(
                    policies: policies, candidates: stores.candidates, store: stores.reminders,
                    accounts: stores.accounts, composer: composer, random: random, clock: clock),
                accounts: stores.accounts),
            console: stores.console,
            branding: BrandService(board: site.branding, store: stores.brands, clock: clock),
            messageCare: Delivery.MessageCare(
                outbox: stores.outbox, throttles: stores.throttles, composer: composer, clock: clock),
            audit: Self.auditServices(stores, signer: signer),
            outbox: stores.outbox, proofs: DPoPVerifier(digest: digest),
            replays: stores.replays, signer: signer, policy: policy, channels: channels, random: random,
            digest: digest, clock: clock,
            readiness: { () async throws(StoreError) in
                _ = try await stores.audit.heads(after: nil, limit: 1)
            })
    }
}
