extension SignIn {
    /// What one PIN is good for, and nothing else.
    package struct PINBinding: Sendable, Hashable {
        package let purpose: PINPurpose
        /// What asks for it: 32 bytes, e.g. the SHA-256 of a session id or of a pending sign-in.
        package let owner: [UInt8]

        /// Binds a PIN to `owner`, 32 bytes.
        package init(purpose: PINPurpose, owner: [UInt8]) {
            self.purpose = purpose
            self.owner = owner
        }
    }

    /// Where a PIN goes.
    package struct PINDestination: Sendable, Equatable {
        package let channel: Delivery.Channel
        /// `nil`: the person has none on this channel, which nobody must notice.
        package let address: String?

        /// Names an address.
        package init(channel: Delivery.Channel, address: String?) {
            self.channel = channel
            self.address = address
        }
    }

    /// Limits of PINs (NIST SP 800-63B-4 §3.1.3.2).
    package struct PINLimits: Sendable, Equatable {
        /// How long a PIN is good, 1–10 min.
        package var life: Duration = .minutes(5)
        /// Wrong ones before a PIN is of no use any more. Beside this the account's throttle counts them.
        package var tries = 5
        /// The shortest time between two PINs for one thing, so that a double click sends one.
        package var pause: Duration = .seconds(30)
        /// Sends per ``shortSpan``: of an account, and to an address for one purpose.
        package var sendsPerShortSpan = 3
        package var shortSpan: Duration = .minutes(15)
        /// Sends per ``longSpan``: of an account, and to an address for one purpose.
        package var sendsPerLongSpan = 10
        package var longSpan: Duration = .days(1)

        /// The defaults of `docs/configuration.md`.
        package init() {}
    }

    /// What sending a PIN says.
    package enum PINSending: Sendable, Equatable {
        /// Also when there is no address: nobody learns that from here.
        case sent(expiresAt: Instant, nextAt: Instant)
        case limited(retryAfter: Duration)
    }

    /// What checking a PIN says.
    package enum PINOutcome: Sendable, Equatable {
        case accepted(channel: Delivery.Channel, recipient: String)
        case wrong(triesLeft: Int)
        /// Its time is over, or none was sent for this.
        case expired
        case used
        /// Too many wrong ones; a new PIN can be asked for.
        case exhausted
        /// Too many wrong codes of this account, whatever kind.
        case throttled(retryAfter: Duration)
        /// So many wrong codes that an administrator must help.
        case disabled
    }

    /// What a page may show of the last PIN that was sent for something.
    package struct PINState: Sendable, Equatable {
        package let channel: Delivery.Channel
        package let expiresAt: Instant
        /// When another one may be asked for.
        package let nextAt: Instant
        /// Whether it can still be typed.
        package let isOpen: Bool
    }

    /// A PIN as stored.
    package struct StoredPIN: Sendable, Equatable {
        /// How far it is. Stored names never change their meaning.
        package enum State: String, Sendable {
            case open
            case used
            case replaced
            case exhausted
        }

        package let id: Identifier<StoredPIN>
        package let account: Identifier<Account>
        package let binding: PINBinding
        package let channel: Delivery.Channel
        /// Where it was sent; empty: nowhere, and no PIN is right.
        package let recipient: String
        /// SHA-256 of the row's id and the digits, sealed; `nil` once it is over.
        package let sealedVerifier: [UInt8]?
        package let state: State
        /// Wrong ones that may still be typed.
        package let triesLeft: Int
        package let createdAt: Instant
        package let expiresAt: Instant
        /// When another one may be asked for.
        package let nextAt: Instant

        /// A PIN as stored, or about to be.
        package init(
            id: Identifier<StoredPIN>, account: Identifier<Account>, binding: PINBinding,
            channel: Delivery.Channel, recipient: String, sealedVerifier: [UInt8]?,
            state: State = .open, triesLeft: Int, createdAt: Instant, expiresAt: Instant,
            nextAt: Instant
        ) {
            self.id = id
            self.account = account
            self.binding = binding
            self.channel = channel
            self.recipient = recipient
            self.sealedVerifier = sealedVerifier
            self.state = state
            self.triesLeft = triesLeft
            self.createdAt = createdAt
            self.expiresAt = expiresAt
            self.nextAt = nextAt
        }

        /// Whether it can be typed at `now`.
        package func isOpen(at now: Instant) -> Bool { state == .open && now < expiresAt }

        /// The place of the verifier.
        static func sealContext(_ id: Identifier<StoredPIN>) -> SealContext {
            SealContext(table: "one_time_pins", column: "verifier", row: id.text)
        }
    }
}
