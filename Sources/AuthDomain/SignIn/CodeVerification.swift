import OTPCore

extension SignIn {
    /// What checking a one-time code says.
    package enum CodeOutcome: Sendable {
        case accepted(Device)
        case wrong
        /// Right, but its time step was spent before (RFC 6238 §5.2).
        case alreadyUsed
        case throttled(retryAfter: Duration)
        /// Too many wrong codes in a row.
        case disabled
        /// The person has no factor that makes codes.
        case noFactor
    }

    /// Limits of one-time codes.
    package struct CodeLimits: Sendable, Equatable {
        /// Per account and per device.
        package var rule = ThrottleRule(free: 5, disableAt: 50)
        /// Steps accepted before and after the present one.
        package var window = 1

        /// The defaults of `docs/configuration.md`.
        package init() {}
    }

    /// Checks one-time codes against every active factor of a person.
    ///
    /// Used by the portal's second step, by re-authentication and by the phone's code prompt.
    package struct CodeVerification: Sendable {
        private let devices: any DeviceStore
        private let throttles: any ThrottleStore
        private let audit: any AuditStore
        private let sealer: any Sealing
        private let digest: any Digesting
        private let clock: any Timekeeping
        private let limits: CodeLimits

        /// Checks against `devices`.
        package init(
            devices: any DeviceStore, throttles: any ThrottleStore, audit: any AuditStore,
            sealer: any Sealing, digest: any Digesting, clock: any Timekeeping,
            limits: CodeLimits
        ) {
            self.devices = devices
            self.throttles = throttles
            self.audit = audit
            self.sealer = sealer
            self.digest = digest
            self.clock = clock
            self.limits = limits
        }

        /// Checks `typed` for `account` and spends its time step.
        ///
        /// The attempt is counted before the comparison; the step is spent by one conditional
        /// write, so of parallel calls with one code exactly one is accepted.
        package func verify(
            _ typed: String, for account: Identifier<Account>, source: RequestSource
        ) async throws(StoreError) -> CodeOutcome {
            let active = try await devices.active(of: account)
            guard !active.isEmpty else { return .noFactor }
            let keys =
                [ThrottleKey.code(account: account)]
                + active.map { ThrottleKey.code(device: $0.id) }
            let reservation = try await throttles.reserve(
                keys.map { ThrottleLimit($0, limits.rule) }, now: clock.now)
            switch reservation {
            case .blocked(let until):
                return .throttled(retryAfter: max(until - clock.now, .seconds(1)))
            case .disabled:
                return .disabled
            case .allowed:
                break
            }
            var matched: (device: Device, step: TimeStep)?
            for device in active {
                if let step = try match(typed, device), matched == nil { matched = (device, step) }
            }
            guard let matched else {
                try await audit.append(refusal(account, nil, "wrong", source))
                return .wrong
            }
            let entry = Audit.Entry(
                .codeAccepted, account: account, by: .person, subject: matched.device.id.text,
                details: [Audit.Detail("device", matched.device.name)],
                at: clock.now, source: source)
            guard
                try await devices.spend(
                    matched.step.counter, of: matched.device.id, at: clock.now,
                    recording: Record(entry))
            else {
                try await audit.append(refusal(account, matched.device, "used", source))
                return .alreadyUsed
            }
            try await throttles.clear(keys)
            return .accepted(matched.device)
        }

        private func match(_ typed: String, _ device: Device) throws(StoreError) -> TimeStep? {
            guard let code = OneTimeCode(parsing: typed, digits: device.parameters.digits)
            else { return nil }
            let key: SecretBytes
            do {
                key = try sealer.open(device.sealedSecret, for: device.sealContext)
            } catch {
                throw .inconsistent(reason: "device secret does not open: \(error)")
            }
            let now = TimeStep(unixSeconds: clock.now.seconds, period: device.parameters.period)
            return CodeCheck.match(code, at: now, window: limits.window, after: nil) { step in
                digest.mac(device.parameters.algorithm, key: key, message: step.message)
            }
        }

        private func refusal(
            _ account: Identifier<Account>, _ device: Device?, _ reason: String,
            _ source: RequestSource
        ) -> Audit.Entry {
            Audit.Entry(
                .codeRefused, account: account, by: .person, subject: device?.id.text,
                details: [Audit.Detail("reason", reason)], at: clock.now, source: source)
        }
    }
}
