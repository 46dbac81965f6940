extension SignIn {
    /// What the app learns about its sign-in (`docs/http-api.md`).
    package enum PhoneOutcome: Sendable {
        case accepted(authorizationCode: OpaqueToken)
        case needs(NextStep, session: PendingSession)
        case refused
        case invalidSession
        case throttled(retryAfter: Duration)
        case overloaded(retryAfter: Duration)
        /// The person's other phone refused: the sign-in is over.
        case refusedByPhone
        /// No factor may be added until then.
        case frozen(until: Instant)
    }

    /// What is still missing.
    package enum NextStep: Sendable, Equatable {
        case verifyDevice(reason: Setback?)
        case offerDevice(mandatoryFrom: String?)
        case oneTimeCode(wasWrong: Bool)
        /// A code of another time was typed: the clock of the device that showed it is ahead by that much, or
        /// behind when negative.
        case codeOfAnotherTime(clockOff: Duration)
        case confirmRegistration
        /// A PIN was sent; how the last one that was typed fared.
        case pin(PINState, PINSetback?)
        /// The code of that kind was wrong; another may be typed.
        case otherCode(PhoneWay)
        /// The other phone is asked; this one shows the number.
        case phoneApproval(number: Int, expiresAt: Instant)
        /// Somebody vouches for this phone: it may register itself, and needs a name.
        case nameDevice
    }

    /// Why a PIN did not do.
    package enum PINSetback: Sendable, Equatable {
        case wrong(triesLeft: Int)
        case expired
        case used
        case exhausted
    }

    /// Why a claimed registration, or a request for approval, came to nothing.
    package enum Setback: String, Sendable {
        case rejected
        case expired
        case tooManyCodes = "too_many_codes"
        case approvalExpired = "approval_expired"
        /// Another phone of the person asked after this one.
        case approvalReplaced = "approval_replaced"
    }

    /// The `auth_session` to go on with.
    package struct PendingSession: Sendable {
        /// The value for the client.
        package let text: String
        package let account: Identifier<Account>
        package let expiresAt: Instant
        /// What the person may do instead, best first.
        package let alternatives: [PhoneWay]

        /// Describes where a sign-in goes on.
        package init(
            text: String, account: Identifier<Account>, expiresAt: Instant,
            alternatives: [PhoneWay] = []
        ) {
            self.text = text
            self.account = account
            self.expiresAt = expiresAt
            self.alternatives = alternatives
        }

        /// The same with the ways of `needs`.
        func with(_ needs: PhoneNeeds) -> PendingSession {
            PendingSession(
                text: text, account: account, expiresAt: expiresAt,
                alternatives: needs.alternatives)
        }
    }

    /// What the phone sends with its first step.
    package struct PhoneCredentials: Sendable {
        package let username: Username?
        package let password: Password?
        package let clientID: String
        package let model: String

        /// Bundles what was sent.
        package init(username: Username?, password: Password?, clientID: String, model: String) {
            self.username = username
            self.password = password
            self.clientID = clientID
            self.model = model.bounded(to: 64).withoutControls
        }
    }

    /// What the phone sends with a later step.
    package enum PhoneStep: Sendable {
        /// Nothing: is it complete now?
        case resume
        case oneTimeCode(String)
        /// "Not now", while the policy allows it.
        case skip
        /// Send a PIN on that channel.
        case sendPIN(Delivery.Channel)
        case pin(String)
        case recoveryCode(String)
        case bypassCode(String)
        /// "Approve with your other phone".
        case askApproval
    }

    /// The app's sign-in: OAuth 2.0 for First-Party Applications, bound to a DPoP key.
    package struct PhoneSignIn: Sendable {
        let passwords: PasswordCheck
        let codes: CodeVerification
        let store: any PhoneSignInStore
        let devices: any DeviceStore
        let registrations: any RegistrationStore
        let steps: PhoneSteps
        let policy: any PolicyDeciding
        let random: any Randomness
        let digest: any Digesting
        let clock: any Timekeeping

        /// Keeps its state in `store`.
        package init(
            passwords: PasswordCheck, codes: CodeVerification, store: any PhoneSignInStore,
            devices: any DeviceStore, registrations: any RegistrationStore, steps: PhoneSteps,
            policy: any PolicyDeciding, random: any Randomness, digest: any Digesting,
            clock: any Timekeeping
        ) {
            self.passwords = passwords
            self.codes = codes
            self.store = store
            self.devices = devices
            self.registrations = registrations
            self.steps = steps
            self.policy = policy
            self.random = random
            self.digest = digest
            self.clock = clock
        }

        /// Username and password, from a phone that has proved `thumbprint`.
        package func begin(
            _ credentials: PhoneCredentials, thumbprint: String, source: RequestSource
        ) async throws(StoreError) -> PhoneOutcome {
            let known = try await knownPhone(credentials.username, thumbprint: thumbprint)
            let outcome = try await passwords.check(
                username: credentials.username, password: credentials.password,
                prover: known.map { .phone($0.id) } ?? .anyone, source: source)
            switch outcome {
            case .refused: return .refused
            case .throttled(let retryAfter): return .throttled(retryAfter: retryAfter)
            case .overloaded(let retryAfter): return .overloaded(retryAfter: retryAfter)
            case .proved(let account):
                if let known {
                    let outcome = try await grant(
                        .password(hash: account.passwordHash), account: account.id,
                        device: known, thumbprint: thumbprint,
                        clientID: credentials.clientID, methods: .passwordAndDevice,
                        source: source)
                    if case .invalidSession = outcome { return .refused }
                    return outcome
                }
                return try await ask(account, credentials, thumbprint: thumbprint, source: source)
            }
        }

        /// A later step with an `auth_session`.
        package func proceed(
            _ shown: OpaqueToken, step: PhoneStep, thumbprint: String, clientID: String,
            source: RequestSource
        ) async throws(StoreError) -> PhoneOutcome {
            guard let pending = try await store.pending(shown.hash),
                pending.thumbprint == thumbprint, pending.clientID == clientID
            else { return .invalidSession }
            guard clock.now < pending.expiresAt else {
                return try await wasRefused(pending) ? .refusedByPhone : .invalidSession
            }
            guard try await passwords.mayComeIn(pending.account, from: source) else { return .invalidSession }
            let session = PendingSession(
                text: shown.text, account: pending.account, expiresAt: pending.expiresAt)
            switch step {
            case .resume:
                return try await resume(pending, session, source: source)
            case .oneTimeCode(let code):
                return try await prove(code, pending, session, source: source)
            case .skip:
                return try await skip(pending, session, source: source)
            case .sendPIN(let channel):
                return try await sendPIN(on: channel, pending, session, source: source)
            case .pin(let typed):
                return try await prove(pin: typed, pending, session, source: source)
            case .recoveryCode(let typed):
                return try await prove(recoveryCode: typed, pending, session, source: source)
            case .bypassCode(let typed):
                return try await prove(bypassCode: typed, pending, session, source: source)
            case .askApproval:
                return try await askApproval(pending, session, source: source)
            }
        }

        private func knownPhone(
            _ username: Username?, thumbprint: String
        ) async throws(StoreError) -> Device? {
            guard let username else { return nil }
            return try await devices.phone(ofUsername: username.key, thumbprint: thumbprint)
        }

        private func ask(
            _ account: Account, _ credentials: PhoneCredentials, thumbprint: String, source: RequestSource
        ) async throws(StoreError) -> PhoneOutcome {
            let now = clock.now
            let token = OpaqueToken(random: random, digest: digest)
            let pending = PendingSignIn(
                id: Identifier(random: random), sessionHash: token.hash, account: account.id,
                thumbprint: thumbprint, clientID: credentials.clientID,
                model: credentials.model, registration: nil, createdAt: now,
                expiresAt: now + .minutes(10))
            let factors = try await devices.active(of: account.id)
            let decision = try await decide(for: pending, factors: factors, source: source)
            if factors.isEmpty, decision.requirement(in: pending.clientID) == .off {
                let outcome = try await grant(
                    .password(hash: account.passwordHash), account: account.id, device: nil,
                    thumbprint: thumbprint, clientID: pending.clientID, methods: .password, source: source)
                if case .invalidSession = outcome { return .refused }
                return outcome
            }
            guard try await store.create(pending, provenBy: account.passwordHash) else {
                return .refused
            }
            let session = PendingSession(
                text: token.text, account: account.id, expiresAt: pending.expiresAt)
            let needs = needs(of: pending, factors: factors, decision)
            return .needs(needs.step, session: session.with(needs))
        }
    }
}
