import AuthDomain
import AuthHTTP
import Hummingbird
import HummingbirdTLS
import Logging
import SQLStorage
import ServiceLifecycle
import Settings
import TokenSigning

extension Installation {
    /// Constructs every service, in order, for the routes.
    func services() -> AuthServices {
        let passwords = passwordCheck
        let codes = SignIn.CodeVerification(
            devices: devices, attempts: SQLCodeAttemptStore(engine: engine, digest: digest),
            sealer: sealer, digest: digest, clock: clock, limits: settings.signIn.codes)
        let phoneStore = SQLPhoneSignInStore(engine: engine, digest: digest)
        let signer = accessTokens
        return AuthServices(
            portal: SignIn.PortalSignIn(
                passwords: passwords, secondStep: secondStep(codes: codes), sessions: sessions,
                devices: devices, resets: resets, random: random, digest: digest, clock: clock,
                limits: settings.signIn.sessions),
            phone: SignIn.PhoneSignIn(
                passwords: passwords, codes: codes, store: phoneStore, devices: devices,
                registrations: registrations,
                steps: phoneSteps(registration: registrationService, channels: channels),
                policy: policies, random: random, digest: digest, clock: clock),
            phoneStore: phoneStore,
            tokens: SignIn.PhoneTokens(
                store: phoneStore, signer: signer, random: random, digest: digest, clock: clock,
                policy: policies),
            registrations: registrationService,
            devices: deviceService, apiKeys: apiKeyService,
            codes: SignIn.CodeService(
                devices: devices, codes: codes, throttles: throttles, clock: clock),
            pins: pinService, rememberedBrowsers: rememberedBrowsers, app: appServices, recovery: recoveryServices,
            helpDesk: helpDeskServices, policyConsole: policyConsole, console: consoleStore,
            branding: branding, messageCare: messageCare, audit: auditServices(keysOf: signer), outbox: outbox,
            proofs: DPoPVerifier(digest: digest), replays: SQLReplayStore(engine: engine),
            signer: signer, policy: settings.policy,
            channels: channels, demoRegistration: site.isDemo ? demoRegistration : nil,
            random: random, digest: digest, clock: clock,
            readiness: { [audit] () async throws(StoreError) in
                _ = try await audit.heads(after: nil, limit: 1)
            })
    }

    /// Checks passwords for portal and phone alike.
    var passwordCheck: SignIn.PasswordCheck {
        SignIn.PasswordCheck(
            accounts: accounts, throttles: throttles, audit: audit, hasher: hasher,
            digest: digest, clock: clock, limits: settings.signIn.passwords, policy: policies)
    }

    private var registrationService: RegistrationService {
        RegistrationService(
            store: registrations, throttles: throttles, audit: audit, composer: composer,
            sealer: sealer, agreement: agreement, random: random, digest: digest,
            clock: clock, limits: settings.registration, policy: policies,
            firstRegistration: firstRegistration, origin: site.origin)
    }

    /// Access tokens, and the keys that sign them.
    var accessTokens: JWTAccessTokens {
        JWTAccessTokens(
            origin: site.origin, store: SQLSigningKeyStore(engine: engine, digest: digest),
            sealing: sealer, digest: digest, clock: clock,
            record: { [clock, random] key in Self.record(of: key, clock: clock, random: random) })
    }

    private static func record(
        of key: StoredSigningKey, clock: any Timekeeping, random: any Randomness
    ) -> Record {
        Record(
            Audit.Entry(
                .signingKeyAdded, account: nil, by: .system, subject: key.id, at: clock.now,
                source: .commandLine(reference: Identifier<Record>(random: random).text)))
    }
}

/// Forgets what is over, every few minutes, until shutdown.
struct Sweeper: Service {
    let sessions: any PortalSessionStore
    let clock: any Timekeeping
    let limits: PortalSession.Limits
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await sessions.sweep(now: clock.now, limits: limits)
                } catch let error as StoreError {
                    logger.error("sweep", metadata: ["error": "\(error)"])
                } catch {
                    return
                }
                do { try await Task.sleep(for: .seconds(300)) } catch { return }
            }
        }
    }
}
