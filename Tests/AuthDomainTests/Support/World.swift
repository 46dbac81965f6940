import AuthDomain
import Cryptography
import TestSupport

/// Every service of a deployment, on a database of its own and with a clock that tests move.
struct World: Sendable {
    let stores: Stores
    /// The settings file.
    let policy: Policy.Settings
    /// What decides: the settings file, and documents over it.
    let policies: PolicyService
    /// The configured channels.
    let channels: Set<Delivery.Channel>
    let clock = SettableClock()
    let hasher = FastHasher()
    let signer = RememberingSigner()
    let sealer: AESSealer
    let random = SystemRandomness()
    let digest = LibraryDigest()

    static let password = "correct horse battery"

    /// Runs `body` in a new world.
    static func run(
        policy: Policy.Settings = Policy.Settings(), channels: Set<Delivery.Channel> = [],
        _ body: (World) async throws -> Void
    ) async throws {
        let random = SystemRandomness()
        let ring = Sample.required(Keyring([KeyEncryptionKey(random: random)]), "key ring")
        let storage = Sample.required(StorageUnderTest.all.first, "engine")
        try await storage.withStores { stores in
            try await body(
                World(stores: stores, policy: policy, channels: channels, sealer: AESSealer(ring: ring)))
        }
    }

    private init(
        stores: Stores, policy: Policy.Settings, channels: Set<Delivery.Channel>,
        sealer: AESSealer
    ) {
        self.stores = stores
        self.policy = policy
        policies = PolicyService(base: policy, store: stores.policies, calendar: PlainCalendar(), clock: clock)
        self.channels = channels
        self.sealer = sealer
    }

    var secondStep: SignIn.SecondStep {
        SignIn.SecondStep(
            codes: codes, pins: pins, recoveryCodes: recoveryCodes, bypassCodes: bypass,
            invitations: invitations, accounts: stores.accounts,
            firstRegistration: firstRegistration, policy: policies, channels: channels)
    }

    var invitations: SignIn.InvitationService {
        SignIn.InvitationService(
            store: stores.invitations, composer: PlainComposer(), random: random, digest: digest, clock: clock,
            limits: SignIn.CodeLimits())
    }

    var rememberedBrowsers: SignIn.RememberedBrowsers {
        SignIn.RememberedBrowsers(
            store: stores.rememberedBrowsers, composer: PlainComposer(), random: random,
            digest: digest, clock: clock, policy: policies)
    }

    /// What a first registration asks for in this world.
    var firstRegistration: any FirstRegistrationRule {
        Policy.ConfiguredFirstRegistration(channels: channels)
    }

    var passwords: SignIn.PasswordCheck {
        SignIn.PasswordCheck(
            accounts: stores.accounts, throttles: stores.throttles, audit: stores.audit,
            hasher: hasher, digest: digest, clock: clock, limits: SignIn.PasswordLimits(),
            policy: policies)
    }

    var codes: SignIn.CodeVerification {
        SignIn.CodeVerification(
            devices: stores.devices, attempts: stores.codeAttempts, sealer: sealer,
            digest: digest, clock: clock, limits: SignIn.CodeLimits())
    }

    var pins: SignIn.PINService {
        SignIn.PINService(
            pins: stores.pins, composer: PlainComposer(), sealer: sealer, random: random,
            digest: digest, clock: clock, limits: SignIn.PINLimits(), codeLimits: SignIn.CodeLimits())
    }

    var recoveryCodes: Recovery.CodeService {
        Recovery.CodeService(
            codes: stores.recoveryCodes, accounts: stores.accounts, composer: PlainComposer(),
            sealer: sealer, random: random, digest: digest, clock: clock,
            limits: SignIn.CodeLimits())
    }

    var registration: RegistrationService {
        RegistrationService(
            store: stores.registrations, throttles: stores.throttles, audit: stores.audit,
            composer: PlainComposer(), sealer: sealer, agreement: PairingAgreement(),
            random: random, digest: digest, clock: clock, limits: Registration.Limits(),
            policy: policies, firstRegistration: firstRegistration, origin: Sample.origin)
    }

    var phoneSignIn: SignIn.PhoneSignIn {
        SignIn.PhoneSignIn(
            passwords: passwords, codes: codes, store: stores.signIns, devices: stores.devices,
            registrations: stores.registrations, steps: phoneSteps, policy: policies,
            random: random, digest: digest, clock: clock)
    }

    var tokens: SignIn.PhoneTokens {
        SignIn.PhoneTokens(
            store: stores.signIns, signer: signer, random: random, digest: digest, clock: clock,
            policy: policies)
    }

    var portal: SignIn.PortalSignIn {
        SignIn.PortalSignIn(
            passwords: passwords, secondStep: secondStep, sessions: stores.sessions,
            devices: stores.devices, resets: stores.resets, random: random, digest: digest, clock: clock,
            limits: PortalSession.Limits())
    }

    var deviceService: DeviceService {
        DeviceService(devices: stores.devices, composer: PlainComposer(), clock: clock)
    }

    var accountService: AccountService {
        AccountService(
            accounts: stores.accounts, hasher: hasher, composer: PlainComposer(),
            random: random, clock: clock)
    }
}
