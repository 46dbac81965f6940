import AuthDomain

/// Everything the routes call, constructed once by the composition root.
package struct AuthServices: Sendable {
    package let portal: SignIn.PortalSignIn
    package let phone: SignIn.PhoneSignIn
    package let phoneStore: any PhoneSignInStore
    package let tokens: SignIn.PhoneTokens
    package let registrations: RegistrationService
    package let devices: DeviceService
    package let apiKeys: APIKeyService
    package let codes: SignIn.CodeService
    package let pins: SignIn.PINService
    package let rememberedBrowsers: SignIn.RememberedBrowsers
    package let app: AppServices
    package let recovery: RecoveryServices
    package let helpDesk: HelpDeskServices
    package let policyConsole: PolicyConsole
    /// What the console's overview reads.
    package let console: any ConsoleStore
    package let branding: BrandService
    package let messageCare: Delivery.MessageCare
    package let audit: AuditServices
    package let outbox: any OutboxStore
    package let proofs: any ProofVerifying
    package let replays: any ReplayStore
    package let signer: any AccessTokenSigning
    package let policy: Policy.Settings
    /// The channels that messages can travel on; empty: nobody gets any.
    package let channels: Set<Delivery.Channel>
    /// Switches what a first registration asks for, in a demo; `nil` elsewhere.
    package let demoRegistration: FirstRegistrationSwitch?
    package let random: any Randomness
    package let digest: any Digesting
    package let clock: any Timekeeping
    /// Whether the database answers; throws when it does not.
    package let readiness: @Sendable () async throws(StoreError) -> Void

    /// Bundles the services.
    package init(
        portal: SignIn.PortalSignIn, phone: SignIn.PhoneSignIn,
        phoneStore: any PhoneSignInStore, tokens: SignIn.PhoneTokens,
        registrations: RegistrationService, devices: DeviceService, apiKeys: APIKeyService,
        codes: SignIn.CodeService, pins: SignIn.PINService,
        rememberedBrowsers: SignIn.RememberedBrowsers, app: AppServices,
        recovery: RecoveryServices, helpDesk: HelpDeskServices, policyConsole: PolicyConsole,
        console: any ConsoleStore, branding: BrandService, messageCare: Delivery.MessageCare, audit: AuditServices,
        outbox: any OutboxStore,
        proofs: any ProofVerifying, replays: any ReplayStore, signer: any AccessTokenSigning,
        policy: Policy.Settings, channels: Set<Delivery.Channel>,
        demoRegistration: FirstRegistrationSwitch? = nil, random: any Randomness, digest: any Digesting,
        clock: any Timekeeping, readiness: @escaping @Sendable () async throws(StoreError) -> Void
    ) {
        self.portal = portal
        self.phone = phone
        self.phoneStore = phoneStore
        self.tokens = tokens
        self.registrations = registrations
        self.devices = devices
        self.apiKeys = apiKeys
        self.codes = codes
        self.pins = pins
        self.rememberedBrowsers = rememberedBrowsers
        self.app = app
        self.recovery = recovery
        self.helpDesk = helpDesk
        self.console = console
        self.branding = branding
        self.messageCare = messageCare
        self.audit = audit
        self.policyConsole = policyConsole
        self.outbox = outbox
        self.proofs = proofs
        self.replays = replays
        self.signer = signer
        self.policy = policy
        self.channels = channels
        self.demoRegistration = demoRegistration
        self.random = random
        self.digest = digest
        self.clock = clock
        self.readiness = readiness
    }
}
