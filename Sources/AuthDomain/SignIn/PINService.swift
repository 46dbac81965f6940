import OTPCore

extension SignIn {
    /// Sends one-time PINs to addresses and checks them.
    ///
    /// A PIN is good for one purpose, one thing that asks (``PINBinding``) and one channel. Wrong
    /// ones count under the account's throttle of codes, so that a new PIN resets nothing.
    package struct PINService: Sendable {
        private let pins: any PINStore
        private let composer: any NoticeComposing
        private let sealer: any Sealing
        private let random: any Randomness
        private let digest: any Digesting
        private let clock: any Timekeeping
        private let limits: PINLimits
        private let codeLimits: CodeLimits

        /// Keeps its PINs in `pins`.
        package init(
            pins: any PINStore, composer: any NoticeComposing, sealer: any Sealing,
            random: any Randomness, digest: any Digesting, clock: any Timekeeping,
            limits: PINLimits, codeLimits: CodeLimits
        ) {
            self.pins = pins
            self.composer = composer
            self.sealer = sealer
            self.random = random
            self.digest = digest
            self.clock = clock
            self.limits = limits
            self.codeLimits = codeLimits
        }

        /// Sends a PIN for `binding`; the one that was sent before is of no use any more.
        ///
        /// Without an address the same is done, counted and answered; only no message goes out, and
        /// no PIN is right.
        package func send(
            _ binding: PINBinding, to destination: PINDestination, for account: Account,
            source: RequestSource
        ) async throws(StoreError) -> PINSending {
            let now = clock.now
            let id = Identifier<StoredPIN>(random: random)
            let pin = OneTimeCode(uniformly: random)
            let expiresAt = now + limits.life
            let message = composer.compose(
                Delivery.PINText(
                    digits: pin.text, purpose: binding.purpose, channel: destination.channel,
                    recipient: destination.address ?? "", expiresAt: expiresAt),
                for: account, at: now, source: source)
            let verifier =
                destination.address == nil ? random.bytes(32) : verifier(of: pin, id)
            let stored = StoredPIN(
                id: id, account: account.id, binding: binding, channel: destination.channel,
                recipient: destination.address ?? "", sealedVerifier: try seal(verifier, id),
                triesLeft: limits.tries, createdAt: now, expiresAt: expiresAt, nextAt: now + limits.pause)
            let entry = Audit.Entry(
                .pinSent, account: account.id, by: .person, subject: id.text,
                details: Self.details(binding, destination.channel), at: now, source: source)
            let notification = Delivery.Notification(
                messages: destination.address == nil ? [] : [message])
            switch try await pins.store(
                stored, within: limits, recording: Record(entry, telling: notification))
            {
            case .stored(let nextAt): return .sent(expiresAt: expiresAt, nextAt: nextAt)
            case .limited(let until): return .limited(retryAfter: max(until - now, .seconds(1)))
            }
        }

        /// Checks `typed` against the PIN that was sent for `binding`, and spends it.
        package func verify(
            _ typed: String, _ binding: PINBinding, account: Identifier<Account>,
            source: RequestSource
        ) async throws(StoreError) -> PINOutcome {
            guard let pin = try await pins.latest(binding), pin.account == account
            else { return .expired }
            let now = clock.now
            let details = Self.details(binding, pin.channel)
            func entry(_ action: Audit.Action) -> Audit.Entry {
                Audit.Entry(
                    action, account: account, by: .person, subject: pin.id.text, details: details,
                    at: now, source: source)
            }
            let verdict = try await pins.judge(
                pin.id,
                ComparedCode(
                    limits: [ThrottleLimit(.code(account: account), codeLimits.rule)],
                    isRight: try isRight(typed, pin), accepted: Record(entry(.pinAccepted)),
                    refused: entry(.pinRefused), now: now))
            switch verdict {
            case .accepted: return .accepted(channel: pin.channel, recipient: pin.recipient)
            case .wrong(let triesLeft):
                return triesLeft > 0 ? .wrong(triesLeft: triesLeft) : .exhausted
            case .ended(.used): return .used
            case .ended(.exhausted): return .exhausted
            case .ended, .expired: return .expired
            case .blocked(let until): return .throttled(retryAfter: max(until - now, .seconds(1)))
            case .disabled: return .disabled
            }
        }

        /// What a page may show of the PIN that was sent last for `binding`; `nil`: none was.
        package func state(of binding: PINBinding) async throws(StoreError) -> PINState? {
            guard let pin = try await pins.latest(binding) else { return nil }
            return PINState(
                channel: pin.channel, expiresAt: pin.expiresAt, nextAt: pin.nextAt,
                isOpen: pin.isOpen(at: clock.now))
        }

        private func isRight(_ typed: String, _ pin: StoredPIN) throws(StoreError) -> Bool {
            guard let sealed = pin.sealedVerifier, let code = OneTimeCode(parsing: typed)
            else { return false }
            let expected: SecretBytes
            do {
                expected = try sealer.open(sealed, for: StoredPIN.sealContext(pin.id))
            } catch {
                throw .inconsistent(reason: "the verifier of a PIN does not open: \(error)")
            }
            return equalInConstantTime(verifier(of: code, pin.id), expected.bytes)
        }

        /// Salted with the row's id, so that equal PINs look different.
        private func verifier(of pin: OneTimeCode, _ id: Identifier<StoredPIN>) -> [UInt8] {
            digest.sha256(Array(id.text.utf8) + pin.utf8)
        }

        private func seal(
            _ verifier: [UInt8], _ id: Identifier<StoredPIN>
        ) throws(StoreError) -> [UInt8] {
            do {
                return try sealer.seal(SecretBytes(verifier), for: StoredPIN.sealContext(id))
            } catch {
                throw .inconsistent(reason: "a verifier cannot be sealed: \(error)")
            }
        }

        private static func details(
            _ binding: PINBinding, _ channel: Delivery.Channel
        ) -> [Audit.Detail] {
            [
                Audit.Detail("purpose", binding.purpose.rawValue),
                Audit.Detail("channel", channel.rawValue),
            ]
        }
    }
}

extension OneTimeCode {
    /// Six digits, each of the million equally likely.
    init(uniformly random: any Randomness) {
        // The largest multiple of a million below 2³²; what lies above would favour small numbers.
        let bound: UInt32 = 4_294_000_000
        var value: UInt32
        repeat {
            value = random.bytes(4).reduce(0) { $0 << 8 | UInt32($1) }
        } while value >= bound
        self.init(number: value % 1_000_000)
    }
}
