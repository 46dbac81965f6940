extension SignIn {
    /// Checks one-time codes for back ends, which name a person by username.
    package struct CodeService: Sendable {
        private let devices: any DeviceStore
        private let codes: CodeVerification
        private let throttles: any ThrottleStore
        private let clock: any Timekeeping

        /// Nothing is limited by what is counted of names that nobody has, whatever the rule.
        private static let anyRule = ThrottleRule(free: 10)

        /// Looks up in `devices` and checks with `codes`.
        package init(
            devices: any DeviceStore, codes: CodeVerification, throttles: any ThrottleStore,
            clock: any Timekeeping
        ) {
            self.devices = devices
            self.codes = codes
            self.throttles = throttles
            self.clock = clock
        }

        /// Checks `code` for the person with this username and spends its time step.
        ///
        /// A name that nobody can have (`nil`) or nobody has, and a disabled person, are answered
        /// like a person without a factor. They cost a durable write as a wrong code does, or the
        /// time of the answer would tell which names exist.
        package func verify(
            username: Username?, code: String, source: RequestSource
        ) async throws(StoreError) -> CodeOutcome {
            var outcome = CodeOutcome.noFactor
            if let username {
                let active = try await devices.active(ofUsername: username.key)
                if let account = active.first?.account {
                    outcome = try await codes.verify(
                        code, for: account, among: active, source: source)
                }
            }
            if case .noFactor = outcome {
                let now = clock.now
                try await throttles.count(ThrottleLimit(.nobody(at: now), Self.anyRule), now: now)
            }
            return outcome
        }
    }
}
