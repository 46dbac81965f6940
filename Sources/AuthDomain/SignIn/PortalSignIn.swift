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
    package enum PortalCodeOutcome: Sendable {
        case raised(OpaqueToken, PortalSession)
        case refused(CodeOutcome)
        /// The session ended meanwhile.
        case sessionLost
    }

    /// A signed-in browser: the session, the person, and whether they have a factor.
    package struct PortalVisitor: Sendable {
        package let session: PortalSession
        package let account: Account
        package let hasFactor: Bool

        /// Whether the second step must come before anything else.
        package var owesCode: Bool { hasFactor && session.assurance < .twoFactor }
    }

    /// Portal sessions from sign-in to sign-out.
    package struct PortalSignIn: Sendable {
        private let passwords: PasswordCheck
        private let codes: CodeVerification
        private let sessions: any PortalSessionStore
        private let devices: any DeviceStore
        private let random: any Randomness
        private let digest: any Digesting
        private let clock: any Timekeeping
        /// How long sessions last.
        package let limits: PortalSession.Limits

        /// Keeps its sessions in `sessions`.
        package init(
            passwords: PasswordCheck, codes: CodeVerification,
            sessions: any PortalSessionStore, devices: any DeviceStore,
            random: any Randomness, digest: any Digesting, clock: any Timekeeping,
            limits: PortalSession.Limits
        ) {
            self.passwords = passwords
            self.codes = codes
            self.sessions = sessions
            self.devices = devices
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
                    account.id, assurance: .password, createdAt: now, now: now)
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

        /// Who shows this cookie, if the session is alive.
        package func visitor(
            _ shown: OpaqueToken
        ) async throws(StoreError) -> PortalVisitor? {
            guard let found = try await sessions.session(shown.hash) else { return nil }
            let now = clock.now
            guard found.session.isAlive(at: now, limits: limits) else {
                try await sessions.end(shown.hash, recording: nil)
                return nil
            }
            if now - found.session.lastSeenAt > .minutes(1) {
                try await sessions.touch(shown.hash, at: now)
            }
            let factors = try await devices.active(of: found.account.id)
            return PortalVisitor(
                session: found.session, account: found.account, hasFactor: !factors.isEmpty)
        }

        /// The second step: a right code raises the session to ``Assurance/twoFactor`` under a
        /// new id.
        package func prove(
            code: String, visitor: PortalVisitor, source: RequestSource
        ) async throws(StoreError) -> PortalCodeOutcome {
            let outcome = try await codes.verify(code, for: visitor.account.id, source: source)
            guard case .accepted = outcome else { return .refused(outcome) }
            return try await raise(visitor, to: .twoFactor, recording: nil)
        }

        /// Proves once more who sits there: the password, and a code of whoever has a factor.
        package func reauthenticate(
            password: Password?, code: String?, visitor: PortalVisitor, source: RequestSource
        ) async throws(StoreError) -> Reauthentication {
            let outcome = try await passwords.check(
                username: visitor.account.username, password: password,
                prover: .visitor(visitor.account.id), source: source)
            switch outcome {
            case .refused: return .wrongPassword
            case .throttled(let retryAfter): return .throttled(retryAfter: retryAfter)
            case .overloaded(let retryAfter): return .overloaded(retryAfter: retryAfter)
            case .proved: break
            }
            if visitor.hasFactor {
                let outcome = try await codes.verify(
                    code ?? "", for: visitor.account.id, source: source)
                guard case .accepted = outcome else { return .wrongCode(outcome) }
            }
            let record = Record(
                Audit.Entry(
                    .reauthenticated, account: visitor.account.id, by: .person, at: clock.now,
                    source: source))
            let assurance: Assurance = visitor.hasFactor ? .twoFactor : .password
            let raised = try await raise(visitor, to: assurance, recording: record)
            guard case .raised(let token, let session) = raised else { return .sessionLost }
            return .done(token, session)
        }

        /// What re-authentication says.
        package enum Reauthentication: Sendable {
            case done(OpaqueToken, PortalSession)
            case wrongPassword
            case wrongCode(CodeOutcome)
            case throttled(retryAfter: Duration)
            case overloaded(retryAfter: Duration)
            case sessionLost
        }

        /// Gives the session a new id and a higher assurance, after a proof made elsewhere.
        ///
        /// `isFreshProof` is `false` for the code of a just registered device: it proves the device,
        /// but not once more the person.
        package func raise(
            _ visitor: PortalVisitor, to assurance: Assurance, isFreshProof: Bool = true,
            recording record: Record?
        ) async throws(StoreError) -> PortalCodeOutcome {
            let (token, session) = makeSession(
                visitor.account.id, assurance: assurance,
                createdAt: visitor.session.createdAt, now: clock.now,
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
            _ account: Identifier<Account>, assurance: Assurance, createdAt: Instant,
            now: Instant, authenticatedAt: Instant? = nil
        ) -> (OpaqueToken, PortalSession) {
            let token = OpaqueToken(random: random, digest: digest)
            return (
                token,
                PortalSession(
                    idHash: token.hash, account: account, assurance: assurance,
                    createdAt: createdAt, lastSeenAt: now,
                    authenticatedAt: authenticatedAt ?? now)
            )
        }
    }
}
