import OTPCore

extension SignIn {
    /// What checking a one-time code says.
    package enum CodeOutcome: Sendable {
        case accepted(Device)
        /// Nobody's, or a code of another time: then the clock of the device is ahead by `clockOff`, or
        /// behind when negative. To be told only to somebody who has proved the password.
        case wrong(clockOff: Duration?)
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
        /// The furthest that a clock may be seen to be off, in steps; learned from accepted codes only.
        package var mostDrift = 4

        /// The defaults of `docs/configuration.md`.
        package init() {}
    }

    /// Checks one-time codes against every active factor of a person.
    ///
    /// Used by the portal's second step, by re-authentication and by the phone's code prompt.
    package struct CodeVerification: Sendable {
        private let devices: any DeviceStore
        private let attempts: any CodeAttemptStore
        private let sealer: any Sealing
        private let digest: any Digesting
        private let clock: any Timekeeping
        private let limits: CodeLimits

        /// Checks against `devices`.
        package init(
            devices: any DeviceStore, attempts: any CodeAttemptStore, sealer: any Sealing,
            digest: any Digesting, clock: any Timekeeping, limits: CodeLimits
        ) {
            self.devices = devices
            self.attempts = attempts
            self.sealer = sealer
            self.digest = digest
            self.clock = clock
            self.limits = limits
        }

        /// Checks `typed` for `account` and spends its time step.
        package func verify(
            _ typed: String, for account: Identifier<Account>, source: RequestSource
        ) async throws(StoreError) -> CodeOutcome {
            try await verify(
                typed, for: account, among: try await devices.active(of: account), source: source)
        }

        /// Checks `typed` against the `active` devices of `account` and spends its time step.
        ///
        /// The comparison is told to nobody until the attempt was judged: one transaction looks at
        /// the throttles, spends the step or counts the wrong code. So parallel attempts cannot
        /// pass the limits, and of parallel calls with one code exactly one is accepted.
        package func verify(
            _ typed: String, for account: Identifier<Account>, among active: [Device],
            source: RequestSource
        ) async throws(StoreError) -> CodeOutcome {
            guard !active.isEmpty else { return .noFactor }
            let now = clock.now
            var matched: (device: Device, step: TimeStep, drift: Int)?
            for device in active {
                if let found = try match(typed, device, at: now), matched == nil {
                    matched = (device, found.step, found.drift)
                }
            }
            let strayed = matched == nil ? try stray(typed, among: active, at: now) : nil
            let keys =
                [ThrottleKey.code(account: account)]
                + active.map { ThrottleKey.code(device: $0.id) }
            let verdict = try await attempts.judge(
                CodeAttempt(
                    account: account, limits: keys.map { ThrottleLimit($0, limits.rule) },
                    match: matched.map { device, step, drift in
                        CodeAttempt.Match(
                            device: device.id, step: step.counter, drift: drift,
                            accepted: accepted(account, device, source, now),
                            refused: refused(account, .used(device), source, now))
                    },
                    told: strayed.flatMap { $0.steps > 0 ? $0.told : nil },
                    refused: refused(account, .wrong(strayed), source, now), now: now))
            switch verdict {
            case .accepted: return matched.map { .accepted($0.device) } ?? .wrong(clockOff: nil)
            case .wrong: return .wrong(clockOff: strayed?.span)
            case .alreadyUsed: return .alreadyUsed
            case .blocked(let until): return .throttled(retryAfter: max(until - now, .seconds(1)))
            case .disabled: return .disabled
            }
        }

        /// The step that the code belongs to, and by how many steps it is ahead.
        ///
        /// Another authenticator's clock may have been seen to be off: its window is looked at beside
        /// the one around the present moment (RFC 6238 §6).
        private func match(
            _ typed: String, _ device: Device, at now: Instant
        ) throws(StoreError) -> (step: TimeStep, drift: Int)? {
            guard let code = OneTimeCode(parsing: typed, digits: device.parameters.digits)
            else { return nil }
            let key = try key(of: device)
            let present = TimeStep(unixSeconds: now.seconds, period: device.parameters.period)
            var step = match(code, device, key, at: present, window: limits.window)
            let learned = min(max(device.drift, -limits.mostDrift), limits.mostDrift)
            if learned != 0, let shifted = present.advanced(by: learned) {
                let drifted = match(code, device, key, at: shifted, window: limits.window)
                step = step ?? drifted
            }
            guard let step else { return nil }
            guard device.kind == .authenticator else { return (step, 0) }
            let offset = Int(clamping: Int64(clamping: step.counter) - Int64(clamping: present.counter))
            return (step, min(max(offset, -limits.mostDrift), limits.mostDrift))
        }

        /// A code of a step that is near, but outside of every window: its device's clock is off.
        private func stray(
            _ typed: String, among active: [Device], at now: Instant
        ) throws(StoreError) -> Stray? {
            for device in active {
                guard let code = OneTimeCode(parsing: typed, digits: device.parameters.digits)
                else { continue }
                let present = TimeStep(unixSeconds: now.seconds, period: device.parameters.period)
                let key = try key(of: device)
                guard
                    let step = match(
                        code, device, key, at: present, window: CodeCheck.maximumWindow)
                else { continue }
                let offset = Int64(clamping: step.counter) - Int64(clamping: present.counter)
                return Stray(
                    told: CodeAttempt.Told(device: device.id, step: step.counter), name: device.name,
                    steps: Int(clamping: offset),
                    span: .seconds(offset * Int64(device.parameters.period)))
            }
            return nil
        }

        private struct Stray {
            let told: CodeAttempt.Told
            /// The device's name.
            let name: String
            /// How many steps it is ahead; negative: behind.
            let steps: Int
            let span: Duration
        }

        private func match(
            _ code: OneTimeCode, _ device: Device, _ key: SecretBytes, at step: TimeStep,
            window: Int
        ) -> TimeStep? {
            CodeCheck.match(code, at: step, window: window, after: nil) { step in
                digest.mac(device.parameters.algorithm, key: key, message: step.message)
            }
        }

        private func key(of device: Device) throws(StoreError) -> SecretBytes {
            do {
                return try sealer.open(device.sealedSecret, for: device.sealContext)
            } catch {
                throw .inconsistent(reason: "device secret does not open: \(error)")
            }
        }

        private func accepted(
            _ account: Identifier<Account>, _ device: Device, _ source: RequestSource, _ now: Instant
        ) -> Audit.Entry {
            Audit.Entry(
                .codeAccepted, account: account, by: .person, subject: device.id.text,
                details: [Audit.Detail("device", device.name)], at: now, source: source)
        }

        /// Why a code was refused, for the help desk; the person is told less.
        private enum Refusal {
            case used(Device)
            case wrong(Stray?)

            var device: Identifier<Device>? {
                switch self {
                case .used(let device): device.id
                case .wrong(let stray): stray?.told.device
                }
            }

            var details: [Audit.Detail] {
                switch self {
                case .used(let device):
                    [Audit.Detail("reason", "used"), Audit.Detail("device", device.name)]
                        + (device.lastUsedAt.map { [Audit.Detail("last_used_at", "\($0.milliseconds)")] } ?? [])
                case .wrong(nil):
                    [Audit.Detail("reason", "wrong")]
                case .wrong(.some(let stray)):
                    [
                        Audit.Detail("reason", "wrong"), Audit.Detail("device", stray.name),
                        Audit.Detail("clock_off_seconds", "\(stray.span.components.seconds)"),
                    ]
                }
            }
        }

        private func refused(
            _ account: Identifier<Account>, _ refusal: Refusal, _ source: RequestSource, _ now: Instant
        ) -> Audit.Entry {
            Audit.Entry(
                .codeRefused, account: account, by: .person, subject: refusal.device?.text,
                details: refusal.details, at: now, source: source)
        }
    }
}
