extension HelpDesk {
    /// Re-registrations from their start to their veto; completing a registration uses them.
    package struct ResetService: Sendable {
        private let store: any FactorResetStore
        private let devices: any DeviceStore
        private let composer: any NoticeComposing
        private let random: any Randomness
        private let clock: any Timekeeping
        private let policy: Policy.Settings

        /// Keeps resets in `store`; `policy` says how long people may object and whether two must agree.
        package init(
            store: any FactorResetStore, devices: any DeviceStore, composer: any NoticeComposing,
            random: any Randomness, clock: any Timekeeping, policy: Policy.Settings
        ) {
            self.store = store
            self.devices = devices
            self.composer = composer
            self.random = random
            self.clock = clock
            self.policy = policy
        }

        /// Starts a reset for `account` and tells the person, who can object until it takes effect.
        package func start(
            for account: Account, by who: Agent, source: RequestSource
        ) async throws(StoreError) -> ResetStart {
            let isStaff = if case .staff = who { true } else { false }
            return try await start(
                for: account, by: who, delay: policy.resetDelay,
                needsApproval: isStaff && policy.resetNeedsApproval, replacesOpen: false,
                source: source)
        }

        /// Starts a reset that takes effect at once, in place of one that is open: for whoever has the server's
        /// command line. The person is told all the same.
        package func startAtOnce(
            for account: Account, source: RequestSource
        ) async throws(StoreError) -> ResetStart {
            try await start(
                for: account, by: .commandLine, delay: .zero, needsApproval: false,
                replacesOpen: true, source: source)
        }

        private func start(
            for account: Account, by who: Agent, delay: Duration, needsApproval: Bool,
            replacesOpen: Bool, source: RequestSource
        ) async throws(StoreError) -> ResetStart {
            let now = clock.now
            if let refusal = Rules.refusal(of: .startReset, by: who, for: account, at: now) {
                return .refused(refusal)
            }
            guard try await !devices.active(of: account.id).isEmpty else { return .noFactor }
            let effectiveAt = now + delay
            let reset = FactorReset(
                id: Identifier(random: random), account: account.id, startedBy: who.actor.text,
                needsApproval: needsApproval, createdAt: now, effectiveAt: effectiveAt,
                expiresAt: effectiveAt + FactorReset.life)
            let entry = Audit.Entry(
                .resetStarted, account: account.id, by: who.actor, subject: reset.id.text,
                details: [
                    Audit.Detail("effective", String(effectiveAt.milliseconds)),
                    Audit.Detail("approval", needsApproval ? "needed" : "not needed"),
                ], at: now, source: source)
            return try await store.start(
                reset, replacesOpen: replacesOpen,
                unless: { Rules.refusal(of: .startReset, by: who, for: $0, at: now) },
                recording: Record(
                    entry,
                    telling: composer.compose(
                        .resetStarted(effectiveAt: effectiveAt), for: account, about: reset.id.text, at: now,
                        source: source)))
        }

        /// Approves the reset of `account` that waits for it.
        package func approve(
            for account: Account, by who: Agent, source: RequestSource
        ) async throws(StoreError) -> ResetApproval {
            let now = clock.now
            if let refusal = Rules.refusal(of: .approveReset, by: who, for: account, at: now) {
                return .refused(refusal)
            }
            guard let reset = try await store.open(of: account.id, at: now),
                reset.state(at: now) == .waitingForApproval
            else { return .notWaiting }
            guard !reset.wasStarted(by: who) else { return .ownReset }
            return try await store.approve(
                reset, by: who.actor.text, at: now,
                unless: { Rules.refusal(of: .approveReset, by: who, for: $0, at: now) },
                recording: Record(
                    entry(.resetApproved, reset, by: who.actor, source: source),
                    telling: told(.resetApproved, account, source)))
        }

        /// Takes the open reset of `account` back.
        ///
        /// - Returns: whether there was one.
        package func withdraw(
            for account: Account, by who: Agent, source: RequestSource
        ) async throws(StoreError) -> Result<Bool, Refusal> {
            let now = clock.now
            if let refusal = Rules.refusal(of: .withdrawReset, by: who, for: account, at: now) {
                return .failure(refusal)
            }
            guard let reset = try await store.open(of: account.id, at: now) else {
                return .success(false)
            }
            return .success(
                try await store.end(
                    reset, as: .withdrawn, at: now,
                    recording: Record(
                        entry(.resetWithdrawn, reset, by: who.actor, source: source),
                        telling: told(.resetWithdrawn, account, source))))
        }

        /// "Stop this": the person objects to the open reset of their account.
        ///
        /// - Returns: whether there was one.
        package func veto(
            by account: Account, source: RequestSource
        ) async throws(StoreError) -> Bool {
            let now = clock.now
            guard let reset = try await store.open(of: account.id, at: now) else { return false }
            return try await store.end(
                reset, as: .vetoed, at: now,
                recording: Record(
                    entry(.resetVetoed, reset, by: .person, source: source),
                    telling: composer.compose(.resetVetoed, for: account, at: now, source: source)))
        }

        /// Whether `account` may replace all its factors now, under a reset.
        package func isInEffect(for account: Identifier<Account>) async throws(StoreError) -> Bool {
            try await open(of: account)?.state(at: clock.now) == .inEffect
        }

        /// The reset of `account` that is open now, in effect or not.
        package func open(
            of account: Identifier<Account>
        ) async throws(StoreError) -> FactorReset? {
            try await store.open(of: account, at: clock.now)
        }

        /// What a registration of `account` does beside adding a device when it stands on `reset`.
        package func replacement(
            under reset: FactorReset, of account: Account, source: RequestSource
        ) -> FactorReplacement {
            let now = clock.now
            let used = Record(entry(.resetUsed, reset, by: .person, source: source))
            return FactorReplacement(reset: reset.id) { [composer] devices in
                [used]
                    + devices.map { device in
                        Record(
                            Audit.Entry(
                                .deviceRevoked, account: account.id, by: .person,
                                subject: device.id.text,
                                details: [
                                    Audit.Detail("device", device.name),
                                    Audit.Detail("reason", "re-registration"),
                                ], at: now, source: source),
                            telling: composer.compose(
                                .deviceRemoved(name: device.name), for: account, at: now,
                                source: source))
                    }
            }
        }

        private func told(
            _ act: Delivery.StaffAct, _ account: Account, _ source: RequestSource
        ) -> Delivery.Notification {
            composer.compose(.staffActed(act), for: account, at: clock.now, source: source)
        }

        private func entry(
            _ action: Audit.Action, _ reset: FactorReset, by actor: Audit.Actor,
            source: RequestSource
        ) -> Audit.Entry {
            Audit.Entry(
                action, account: reset.account, by: actor, subject: reset.id.text, at: clock.now,
                source: source)
        }
    }
}
