import AuthDomain
import AuthHTTP
import SQLStorage
import Settings

extension Installation {
    /// The channels that are configured.
    var channels: Set<Delivery.Channel> {
        site.isDemo ? Set(Delivery.Channel.allCases) : settings.delivery.channels
    }

    /// What must be proved before a first registration.
    var firstRegistration: any FirstRegistrationRule {
        site.isDemo
            ? demoRegistration
            : Policy.ConfiguredFirstRegistration(channels: channels)
    }

    /// Sends and checks one-time PINs.
    var pinService: SignIn.PINService {
        SignIn.PINService(
            pins: SQLPINStore(engine: engine, digest: digest), composer: composer, sealer: sealer,
            random: random, digest: digest, clock: clock, limits: settings.signIn.pins,
            codeLimits: settings.signIn.codes)
    }

    /// Gives out codes for a first registration.
    var invitationService: SignIn.InvitationService {
        SignIn.InvitationService(
            store: SQLInvitationStore(engine: engine, digest: digest), composer: composer, random: random,
            digest: digest, clock: clock, limits: settings.signIn.codes)
    }

    /// Spares browsers the second step, as far as policy allows.
    var rememberedBrowsers: SignIn.RememberedBrowsers {
        SignIn.RememberedBrowsers(
            store: SQLRememberedBrowserStore(engine: engine, digest: digest), composer: composer,
            random: random, digest: digest, clock: clock, policy: policies)
    }

    /// Takes the second step in the portal.
    func secondStep(codes: SignIn.CodeVerification) -> SignIn.SecondStep {
        SignIn.SecondStep(
            codes: codes, pins: pinService,
            recoveryCodes: Recovery.CodeService(
                codes: SQLRecoveryCodeStore(engine: engine, digest: digest), accounts: accounts,
                composer: composer, sealer: sealer, random: random, digest: digest,
                clock: clock, limits: settings.signIn.codes),
            bypassCodes: bypassCodes, invitations: invitationService, accounts: accounts,
            firstRegistration: firstRegistration, policy: policies, channels: channels)
    }
}
