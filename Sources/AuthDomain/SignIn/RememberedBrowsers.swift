extension SignIn {
    /// "Don't ask on this browser": remembers, recognizes and forgets browsers.
    package struct RememberedBrowsers: Sendable {
        private let store: any RememberedBrowserStore
        private let composer: any NoticeComposing
        private let random: any Randomness
        private let digest: any Digesting
        private let clock: any Timekeeping
        private let policy: any PolicyDeciding

        /// Keeps browsers in `store`, as long as `policy` says.
        package init(
            store: any RememberedBrowserStore, composer: any NoticeComposing,
            random: any Randomness, digest: any Digesting, clock: any Timekeeping,
            policy: any PolicyDeciding
        ) {
            self.store = store
            self.composer = composer
            self.random = random
            self.digest = digest
            self.clock = clock
            self.policy = policy
        }

        /// How many days a browser of `account` is remembered; 0: policy allows none.
        package func days(for account: Identifier<Account>) async throws(StoreError) -> Int {
            try await policy.decision(for: account, at: clock.now).rememberedBrowserDays.value
        }

        /// Remembers the browser that calls itself `name`, and tells the person.
        ///
        /// - Returns: the cookie's value; `nil` when policy allows none.
        package func remember(
            _ name: String, for account: Account, source: RequestSource
        ) async throws(StoreError) -> OpaqueToken? {
            let days = try await days(for: account.id)
            guard days > 0 else { return nil }
            let now = clock.now
            let token = OpaqueToken(random: random, digest: digest)
            let browser = RememberedBrowser(
                id: Identifier(random: random), account: account.id, tokenHash: token.hash,
                name: name.bounded(to: 128).withoutControls, createdAt: now, lastUsedAt: now,
                expiresAt: now + .days(days))
            try await store.remember(
                browser,
                recording: Record(
                    entry(.browserRemembered, browser, now, source),
                    telling: composer.compose(
                        .browserRemembered(name: browser.name), for: account,
                        about: browser.id.text, at: now, source: source)))
            return token
        }

        /// Whether the browser that shows this token is spared the second step of `account`.
        ///
        /// - Returns: the cookie's next value; `nil`: it is not.
        package func recognize(
            _ shown: OpaqueToken, of account: Account, source: RequestSource
        ) async throws(StoreError) -> OpaqueToken? {
            guard try await days(for: account.id) > 0 else { return nil }
            let now = clock.now
            let next = OpaqueToken(random: random, digest: digest)
            let use = try await store.use(
                shown.hash, of: account.id, successor: next.hash, now: now,
                recordingTheft: { [composer] browser in
                    Record(
                        entry(.browserTokenReused, browser, now, source),
                        telling: composer.compose(
                            .browserReused(name: browser.name), for: account, at: now,
                            source: source))
                })
            return use == .used ? next : nil
        }

        /// The browsers of `account` that are remembered now, newest first.
        package func list(
            of account: Identifier<Account>
        ) async throws(StoreError) -> [RememberedBrowser] {
            try await days(for: account) > 0 ? try await store.list(of: account, at: clock.now) : []
        }

        /// Forgets a browser.
        ///
        /// - Returns: whether it was remembered until now.
        package func forget(
            _ id: Identifier<RememberedBrowser>, of account: Identifier<Account>,
            source: RequestSource
        ) async throws(StoreError) -> Bool {
            let now = clock.now
            return try await store.forget(
                id, of: account, at: now,
                recording: Record(
                    Audit.Entry(
                        .browserForgotten, account: account, by: .person, subject: id.text, at: now,
                        source: source)))
        }

        private func entry(
            _ action: Audit.Action, _ browser: RememberedBrowser, _ now: Instant,
            _ source: RequestSource
        ) -> Audit.Entry {
            Audit.Entry(
                action, account: browser.account, by: .person, subject: browser.id.text,
                details: [Audit.Detail("browser", browser.name)], at: now, source: source)
        }
    }
}
