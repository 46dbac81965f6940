import AuthDomain
import AuthHTTP
import SQLStorage
import Settings

extension Installation {
    /// Lets an old phone vouch for a new one.
    var phoneApprovals: SignIn.PhoneApprovals {
        SignIn.PhoneApprovals(
            store: SQLPhoneApprovalStore(engine: engine, digest: digest), accounts: accounts,
            devices: devices, throttles: throttles, composer: composer, sealer: sealer,
            random: random, digest: digest, clock: clock)
    }

    /// What the routes of the mobile app call beside signing in.
    var appServices: AppServices {
        AppServices(
            events: Audit.SecurityEventList(store: SQLSecurityEventStore(engine: engine)),
            approvals: phoneApprovals)
    }

    /// The steps of a phone's sign-in after the password.
    func phoneSteps(
        registration: RegistrationService, channels: Set<Delivery.Channel>
    ) -> SignIn.PhoneSteps {
        SignIn.PhoneSteps(
            accounts: accounts, approvals: phoneApprovals, registration: registration,
            pins: pinService,
            recoveryCodes: Recovery.CodeService(
                codes: SQLRecoveryCodeStore(engine: engine, digest: digest), accounts: accounts,
                composer: composer, sealer: sealer, random: random, digest: digest,
                clock: clock, limits: settings.signIn.codes),
            bypassCodes: HelpDesk.BypassService(
                store: SQLBypassCodeStore(engine: engine, digest: digest), composer: composer,
                random: random, digest: digest, clock: clock, limits: settings.signIn.codes),
            channels: channels)
    }
}
