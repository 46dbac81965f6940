extension Accounts {
    /// What changing one's own password says.
    package enum PasswordChangeOutcome: Sendable, Equatable {
        case changed
        /// The present password was not right.
        case wrongPassword
        /// The new one is refused as such.
        case weak(Password.Weakness)
        /// The new one is the present one.
        case unchanged
        case throttled(retryAfter: Duration)
        case overloaded(retryAfter: Duration)
        /// "This was not me": nothing may be changed until then.
        case frozen(until: Instant)
        /// The password or the session changed meanwhile; nothing was done.
        case overtaken
    }

    /// Lets people change their own password.
    ///
    /// Who may (a fresh proof, two factors by whoever has two) is the caller's to check.
    package struct PasswordChangeService: Sendable {
        private let passwords: SignIn.PasswordCheck
        private let accounts: any AccountStore
        private let hasher: any PasswordHashing
        private let composer: any NoticeComposing
        private let clock: any Timekeeping

        /// Checks the present password with `passwords` and keeps the new one in `accounts`.
        package init(
            passwords: SignIn.PasswordCheck, accounts: any AccountStore,
            hasher: any PasswordHashing, composer: any NoticeComposing, clock: any Timekeeping
        ) {
            self.passwords = passwords
            self.accounts = accounts
            self.hasher = hasher
            self.composer = composer
            self.clock = clock
        }

        /// Replaces `present` by `new` for the person of this session, and tells them.
        ///
        /// All other sessions, sign-ins under way, the app's tokens and remembered browsers end; devices stay
        /// registered. A wrong present password counts under the throttle of this browser's person
        /// (OWASP ASVS 5.0 6.2.3).
        package func change(
            from present: Password?, to new: Password, visitor: SignIn.PortalVisitor,
            source: RequestSource
        ) async throws(StoreError) -> PasswordChangeOutcome {
            let account: Account
            let checked = try await passwords.check(
                username: visitor.account.username, password: present,
                prover: .visitor(visitor.account.id), source: source)
            switch checked {
            case .refused: return .wrongPassword
            case .throttled(let retryAfter): return .throttled(retryAfter: retryAfter)
            case .overloaded(let retryAfter): return .overloaded(retryAfter: retryAfter)
            case .proved(let proved): account = proved
            }
            if let weakness = new.weakness { return .weak(weakness) }
            let isSame = present.map { equalInConstantTime($0.secret.bytes, new.secret.bytes) } ?? false
            if isSame { return .unchanged }
            let hash: String
            do {
                hash = try await hasher.hash(new.secret)
            } catch {
                guard case .overloaded(let retryAfter) = error else {
                    throw .inconsistent(reason: "password hashing: \(error)")
                }
                return .overloaded(retryAfter: retryAfter)
            }
            let now = clock.now
            let record = Record(
                Audit.Entry(
                    .passwordChanged, account: account.id, by: .person, at: now, source: source),
                telling: composer.compose(.passwordChanged, for: account, at: now, source: source))
            let verdict = try await accounts.changePassword(
                PasswordChange(
                    account: account.id, old: account.passwordHash, new: hash,
                    session: visitor.session.idHash),
                recording: record)
            switch verdict {
            case .changed: return .changed
            case .overtaken: return .overtaken
            case .frozen(let until): return .frozen(until: until)
            }
        }
    }

    /// Another password of a person, in place of the one that was checked.
    package struct PasswordChange: Sendable {
        package let account: Identifier<Account>
        /// The hash (PHC string) that was checked.
        package let old: String
        /// The hash (PHC string) to keep.
        package let new: String
        /// The hash of the identifier of the session that asks, which stays.
        package let session: [UInt8]

        /// Describes a change.
        package init(account: Identifier<Account>, old: String, new: String, session: [UInt8]) {
            self.account = account
            self.old = old
            self.new = new
            self.session = session
        }
    }

    /// What keeping another password says.
    package enum PasswordChangeVerdict: Sendable, Equatable {
        case changed
        /// The hash is another one by now, or the session is over.
        case overtaken
        case frozen(until: Instant)
    }
}
