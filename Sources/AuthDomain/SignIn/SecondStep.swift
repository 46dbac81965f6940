extension SignIn {
    /// Takes the second step by whatever way a person chooses, and says what that proves.
    ///
    /// The ways are listed by ``methods(for:having:decision:channels:)`` and
    /// ``confirmations(_:decision:channels:)``. Wrong codes of every kind count under one throttle of the account.
    package struct SecondStep: Sendable {
        private let codes: CodeVerification
        private let pins: PINService
        private let recoveryCodes: Recovery.CodeService
        private let bypassCodes: HelpDesk.BypassService
        private let invitations: InvitationService
        private let accounts: any AccountStore
        /// What a first registration asks for.
        package let firstRegistration: any FirstRegistrationRule
        package let policy: any PolicyDeciding
        /// The configured channels.
        package let channels: Set<Delivery.Channel>

        /// Puts the ways together.
        package init(
            codes: CodeVerification, pins: PINService, recoveryCodes: Recovery.CodeService,
            bypassCodes: HelpDesk.BypassService, invitations: InvitationService,
            accounts: any AccountStore, firstRegistration: any FirstRegistrationRule,
            policy: any PolicyDeciding, channels: Set<Delivery.Channel>
        ) {
            self.codes = codes
            self.pins = pins
            self.recoveryCodes = recoveryCodes
            self.bypassCodes = bypassCodes
            self.invitations = invitations
            self.accounts = accounts
            self.firstRegistration = firstRegistration
            self.policy = policy
            self.channels = channels
        }

        /// The ways open to `account`, which has these `factors` and has proved `assurance`: of the
        /// second step when it has any, otherwise of the confirmation before its first registration.
        ///
        /// With ``Assurance/confirmed`` only those are left that prove two factors.
        package func methods(
            for account: Account, factors: Set<Device.Kind>, proved assurance: Assurance,
            under decision: Policy.Decision
        ) async throws(StoreError) -> [SecondStepMethod] {
            guard !factors.isEmpty else {
                let demanded = firstRegistration.demanded(by: decision)
                guard assurance < .confirmed || demanded == .invitation else { return [] }
                return Self.confirmations(demanded, decision: decision, channels: channels)
            }
            let means = SecondStepMeans(
                factors: factors, hasRecoveryCodes: try await recoveryCodes.count(of: account.id) > 0)
            let all = Self.methods(for: account, having: means, decision: decision, channels: channels)
            return assurance < .confirmed ? all : all.filter(\.isStrong)
        }

        /// Sends a PIN by `channel` for what `binding` names.
        package func sendPIN(
            by channel: Delivery.Channel, _ binding: PINBinding, for account: Account,
            source: RequestSource
        ) async throws(StoreError) -> PINSending {
            try await pins.send(
                binding, to: PINDestination(channel: channel, address: account.address(on: channel)),
                for: account, source: source)
        }

        /// What a page may show of the PIN that was sent last for `binding` by `channel`.
        package func pinState(
            of binding: PINBinding, by channel: Delivery.Channel
        ) async throws(StoreError) -> PINState? {
            let state = try await pins.state(of: binding)
            return state?.channel == channel ? state : nil
        }

        /// Checks what was typed for `method`, which the caller has found among the open ways.
        ///
        /// A right one is spent, and the way is remembered as the person's own.
        package func verify(
            _ typed: String, by method: SecondStepMethod, _ binding: PINBinding,
            for account: Account, source: RequestSource
        ) async throws(StoreError) -> SecondStepOutcome {
            let (taken, outcome) = try await check(typed, method, binding, account, source)
            // What confirmed a first registration is no habit yet: the new device is better.
            if case .proved = outcome, binding.purpose == .signIn, taken.isPreferable,
                account.preferredMethod != taken
            {
                try await accounts.prefer(taken, of: account.id)
            }
            return outcome
        }

        /// The way that was really taken (a code may be of another device), and what came of it.
        private func check(
            _ typed: String, _ method: SecondStepMethod, _ binding: PINBinding, _ account: Account,
            _ source: RequestSource
        ) async throws(StoreError) -> (SecondStepMethod, SecondStepOutcome) {
            switch method {
            case .phone, .authenticator:
                let outcome = try await codes.verify(typed, for: account.id, source: source)
                guard case .accepted(let device) = outcome else {
                    return (method, .refused(SecondStepRefusal(outcome)))
                }
                return (
                    device.kind == .phone ? .phone : .authenticator,
                    .proved(Proof(.twoFactor, .passwordAndCode))
                )
            case .email, .sms:
                let outcome = try await pins.verify(
                    typed, binding, account: account.id, source: source)
                guard case .accepted(let channel, _) = outcome else {
                    return (method, .refused(SecondStepRefusal(outcome)))
                }
                return channel == .sms
                    ? (.sms, .proved(Proof(.confirmed, .passwordAndTextedPIN)))
                    : (.email, .proved(Proof(.confirmed, .passwordAndMailedPIN)))
            case .recoveryCode:
                switch try await recoveryCodes.verify(typed, for: account.id, source: source) {
                case .accepted: return (method, .proved(Proof(.twoFactor, .passwordAndRecoveryCode)))
                case .wrong: return (method, .refused(.wrongLongCode))
                case .throttled(let wait): return (method, .refused(.throttled(retryAfter: wait)))
                case .disabled: return (method, .refused(.disabled))
                }
            case .bypassCode:
                switch try await bypassCodes.verify(typed, for: account.id, source: source) {
                case .accepted: return (method, .proved(Proof(.confirmed, .passwordAndBypassCode)))
                case .wrong: return (method, .refused(.wrongLongCode))
                case .throttled(let wait): return (method, .refused(.throttled(retryAfter: wait)))
                case .disabled: return (method, .refused(.disabled))
                }
            case .invitation:
                switch try await invitations.verify(typed, for: account.id, source: source) {
                case .accepted: return (method, .proved(Proof(.confirmed, .passwordAndInvitation)))
                case .wrong: return (method, .refused(.wrongLongCode))
                case .throttled(let wait): return (method, .refused(.throttled(retryAfter: wait)))
                case .disabled: return (method, .refused(.disabled))
                }
            }
        }
    }
}

extension SignIn.SecondStepRefusal {
    /// Why a running code was not accepted; an accepted one must not come here.
    init(_ outcome: SignIn.CodeOutcome) {
        switch outcome {
        case .wrong(let span?): self = .clockOff(by: span)
        case .accepted, .wrong, .noFactor: self = .wrongCode
        case .alreadyUsed: self = .codeUsed
        case .throttled(let wait): self = .throttled(retryAfter: wait)
        case .disabled: self = .disabled
        }
    }

    /// Why a PIN was not accepted; an accepted one must not come here.
    init(_ outcome: SignIn.PINOutcome) {
        switch outcome {
        case .wrong(let left): self = .wrongPIN(triesLeft: left)
        case .accepted, .expired: self = .pinExpired
        case .used: self = .pinUsed
        case .exhausted: self = .pinExhausted
        case .throttled(let wait): self = .throttled(retryAfter: wait)
        case .disabled: self = .disabled
        }
    }
}
