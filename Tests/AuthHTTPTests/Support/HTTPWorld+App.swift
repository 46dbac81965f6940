import AuthDomain
import AuthHTTP
import Cryptography
import SQLStorage
import TestSupport
import TokenSigning

extension HTTPWorld {
    /// What routes call of the audit log.
    static func auditServices(_ stores: Stores, signer: JWTAccessTokens) -> AuditServices {
        AuditServices(
            search: stores.auditSearch, log: stores.audit, accounts: stores.accounts, checkpoints: stores.checkpoints,
            exporter: Audit.Exporter(
                audit: stores.audit, store: stores.checkpoints,
                signer: JWTCheckpoints(keysOf: signer), digest: stores.digest))
    }

    /// What the app's routes call beside signing in.
    static func appServices(
        _ stores: Stores, composer: any NoticeComposing, clock: SettableClock, sealer: AESSealer
    ) -> AppServices {
        AppServices(
            events: Audit.SecurityEventList(store: stores.securityEvents),
            approvals: SignIn.PhoneApprovals(
                store: stores.phoneApprovals, accounts: stores.accounts,
                devices: stores.devices, throttles: stores.throttles, composer: composer,
                sealer: sealer, random: SystemRandomness(), digest: LibraryDigest(),
                clock: clock))
    }

    /// The steps of a phone's sign-in after the password.
    static func phoneSteps(
        _ stores: Stores, app: AppServices, registration: RegistrationService,
        pins: SignIn.PINService, composer: any NoticeComposing, clock: SettableClock,
        sealer: AESSealer
    ) -> SignIn.PhoneSteps {
        SignIn.PhoneSteps(
            accounts: stores.accounts, approvals: app.approvals, registration: registration,
            pins: pins,
            recoveryCodes: Recovery.CodeService(
                codes: stores.recoveryCodes, accounts: stores.accounts, composer: composer,
                sealer: sealer, random: SystemRandomness(), digest: LibraryDigest(),
                clock: clock, limits: SignIn.CodeLimits()),
            bypassCodes: HelpDesk.BypassService(
                store: SQLBypassCodeStore(engine: stores.engine, digest: LibraryDigest()),
                composer: composer, random: SystemRandomness(), digest: LibraryDigest(),
                clock: clock, limits: SignIn.CodeLimits()),
            channels: Set(Delivery.Channel.allCases))
    }
}
