extension SignIn {
    /// What signing in to the portal says.
    package enum PortalOutcome: Sendable {
        /// The cookie's value and the session behind it.
        case signedIn(OpaqueToken, PortalSession)
        case refused
        case throttled(retryAfter: Duration)
        case overloaded(retryAfter: Duration)
    }

    /// What the second step in the portal says.
    package enum PortalStepOutcome: Sendable {
        case raised(OpaqueToken, PortalSession)
        case refused(SecondStepRefusal)
        /// The session ended meanwhile.
        case sessionLost
    }

    /// A signed-in browser: the session, the person, and what factors they have.
    package struct PortalVisitor: Sendable {
        package let session: PortalSession
        package let account: Account
        /// The kinds of the person's devices.
        package let factors: Set<Device.Kind>
        /// The re-registration in effect by which the person may replace all factors; only of a session that
        /// proved enough for that and less than two factors.
        package let reset: HelpDesk.FactorReset?
        /// What policy decides for the person now.
        package let decision: Policy.Decision

        /// Whether the person has any factor.
        package var hasFactor: Bool { !factors.isEmpty }

        /// Whether the second step must come before anything else.
        package var owesCode: Bool { hasFactor && session.assurance < .confirmed }

        /// Whether two factors must be proved before anything is changed.
        package var owesTwoFactors: Bool { hasFactor && session.assurance < .twoFactor }
    }

    /// Portal sessions from sign-in to sign-out.
    package struct PortalSignIn: Sendable {
        let passwords: PasswordCheck
        let secondStep: SecondStep
        private let sessions: any PortalSessionStore
        private let devices: any DeviceStore
        private let resets: any FactorResetStore
        private let random: any Randomness
        private let digest: any Digesting
        let clock: any Timekeeping
        /// How long sessions last.
        package let limits: PortalSession.Limits

        /// Keeps its sessions in `sessions`.
        package init(
            passwords: PasswordCheck, secondStep: SecondStep,
            sessions: any PortalSessionStore, devices: any DeviceStore,
            resets: any FactorResetStore, random: any Randomness, digest: any Digesting, clock: any Timekeeping,
            limits: PortalSession.Limits
        ) {
            self.passwords = passwords
            self.secondStep = secondStep
            self.sessions = sessions
            self.devices = devices
            self.resets = resets
            self.random = random
            self.digest = digest
            self.clock = clock
            self.limits = limits
        }

        /// Checks username and password and opens a session with ``Assurance/password``; the one
        /// that this browser had before ends.
        package func signIn(
            username: Username?, password: Password?, replacing previous: PortalVisitor? = nil,
            source: RequestSource
        ) async throws(StoreError) -> PortalOutcome {
            let outcome = try await passwords.check(
                username: username, password: password, source: source)
            switch outcome {
            case .refused: return .refused
            case .throttled(let retryAfter): return .throttled(retryAfter: retryAfter)
            case .overloaded(let retryAfter): return .overloaded(retryAfter: retryAfter)
            case .proved(let account):
                let now = clock.now
                let (token, session) = makeSession(
                    account.id, .password, createdAt: now, now: now)
                let entry = Audit.Entry(
                    .portalSignedIn, account: account.id, by: .person, at: now, source: source)
                guard
                    try await sessions.create(
                        session, provenBy: account.passwordHash, recording: Record(entry))
                else { return .refused }
                if let previous {
                    try await sessions.end(previous.session.idHash, recording: nil)
                }
                return .signedIn(token, session)
            }
        }

        /// Who shows this cookie, if the session is alive and the person may come from the address of `source`.
        package func visitor(
            _ shown: OpaqueToken, from source: RequestSource? = nil
        ) async throws(StoreError) -> PortalVisitor? {
            guard let found = try await sessions.session(shown.hash) else { return nil }
            let now = clock.now
            let decision = try await secondStep.policy.decision(for: found.account.id, at: now)
            guard found.session.isAlive(at: now, limits: decision.limits(over: limits)) else {
                try await sessions.end(shown.hash, recording: nil)
                return nil
            }
            // Whoever comes back to where they may be goes on.
            if let source, !decision.allows(address: source.address) { return nil }
            if now - found.session.lastSeenAt > .minutes(1) {
                try await sessions.touch(shown.hash, at: now)
            }
            let factors = try await devices.active(of: found.account.id)
            var reset: HelpDesk.FactorReset?
            // A remembered browser was sent no code: somebody else may have the computer.
            if !factors.isEmpty, found.session.assurance == .confirmed,
                found.session.methods != .passwordAndRememberedBrowser
            {
                reset = try await resets.open(of: found.account.id, at: now)
            }
            return PortalVisitor(
                session: found.session, account: found.account, factors: Set(factors.map(\.kind)),
                reset: reset.flatMap { $0.state(at: now) == .inEffect ? $0 : nil }, decision: decision)
        }

        /// Gives the session a new id and a higher assurance, after a proof made elsewhere.
        ///
        /// `isFreshProof` is `false` for the code of a just registered device: it proves the device,
        /// but not once more the person.
        package func raise(
            _ visitor: PortalVisitor, to proof: Proof, isFreshProof: Bool = true,
            recording record: Record?
        ) async throws(StoreError) -> PortalStepOutcome {
            let (token, session) = makeSession(
                visitor.account.id, proof, createdAt: visitor.session.createdAt, now: clock.now,
                authenticatedAt: isFreshProof ? nil : visitor.session.authenticatedAt)
            guard
                try await sessions.replace(
                    visitor.session.idHash, by: session, recording: record)
            else { return .sessionLost }
            return .raised(token, session)
        }

        /// Ends the session.
        package func signOut(
            _ visitor: PortalVisitor, source: RequestSource
        ) async throws(StoreError) {
            let entry = Audit.Entry(
                .portalSignedOut, account: visitor.account.id, by: .person, at: clock.now,
                source: source)
            try await sessions.end(visitor.session.idHash, recording: Record(entry))
        }

        private func makeSession(
            _ account: Identifier<Account>, _ proof: Proof, createdAt: Instant, now: Instant,
            authenticatedAt: Instant? = nil
        ) -> (OpaqueToken, PortalSession) {
            let token = OpaqueToken(random: random, digest: digest)
            return (
                token,
                PortalSession(
                    idHash: token.hash, account: account, assurance: proof.assurance,
                    createdAt: createdAt, lastSeenAt: now,
                    authenticatedAt: authenticatedAt ?? now,
                    methods: proof.methods)
            )
        }
    }
}
