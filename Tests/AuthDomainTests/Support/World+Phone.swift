import AuthDomain
import SQLStorage
import TestSupport

extension World {
    var approvals: SignIn.PhoneApprovals {
        SignIn.PhoneApprovals(
            store: stores.phoneApprovals, accounts: stores.accounts, devices: stores.devices,
            throttles: stores.throttles, composer: PlainComposer(), sealer: sealer,
            random: random, digest: digest, clock: clock)
    }

    var phoneSteps: SignIn.PhoneSteps {
        SignIn.PhoneSteps(
            accounts: stores.accounts, approvals: approvals, registration: registration,
            pins: pins, recoveryCodes: recoveryCodes,
            bypassCodes: HelpDesk.BypassService(
                store: SQLBypassCodeStore(engine: stores.engine, digest: digest),
                composer: PlainComposer(), random: random, digest: digest, clock: clock,
                limits: SignIn.CodeLimits()),
            channels: Set(Delivery.Channel.allCases))
    }

    var securityEvents: Audit.SecurityEventList {
        Audit.SecurityEventList(store: stores.securityEvents)
    }
}
