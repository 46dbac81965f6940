import OTPCore

/// How a device comes to exist: from "Register new device" to the code typed on the web.
///
/// Owns registrations, their tickets, claims and tries (`docs/protocol.md`). Does not
/// own the device afterwards (``Devices``) nor the phone's sign-in (``SignIn``).
package struct Registration: Sendable, Equatable {
    package let id: Identifier<Registration>
    package let account: Identifier<Account>
    package let deviceName: String
    package let method: Method
    /// The stored state; ``state(at:)`` also knows the clock.
    package let storedState: State
    /// Wrong codes that may still follow, 0–5.
    package let triesLeft: Int
    package let createdAt: Instant
    package let expiresAt: Instant

    /// How codes will be made.
    package enum Method: Sendable, Equatable {
        /// The pairing protocol.
        case pairing(Pairing)
        /// A shared secret for another authenticator app, sealed.
        case authenticator(sealedSecret: [UInt8])
    }

    /// What the pairing protocol keeps.
    package struct Pairing: Sendable, Equatable {
        package let ticketHash: [UInt8]
        package let sealedTicket: [UInt8]
        package let setupCodeHash: [UInt8]
        package let sealedSetupCode: [UInt8]
        package let serverPublicKey: [UInt8]
        package let sealedPrivateKey: [UInt8]
        package let claim: Claim?

        /// What the protocol keeps, as stored or about to be.
        package init(
            ticketHash: [UInt8], sealedTicket: [UInt8], setupCodeHash: [UInt8],
            sealedSetupCode: [UInt8], serverPublicKey: [UInt8], sealedPrivateKey: [UInt8],
            claim: Claim?
        ) {
            self.ticketHash = ticketHash
            self.sealedTicket = sealedTicket
            self.setupCodeHash = setupCodeHash
            self.sealedSetupCode = sealedSetupCode
            self.serverPublicKey = serverPublicKey
            self.sealedPrivateKey = sealedPrivateKey
            self.claim = claim
        }
    }

    /// A phone's claim.
    package struct Claim: Sendable, Equatable {
        /// 33 bytes, compressed.
        package let phonePublicKey: [UInt8]
        /// JWK thumbprint of the phone's DPoP key.
        package let thumbprint: String
        package let model: String
        /// The pairing key `K`, sealed.
        package let sealedKey: [UInt8]

        /// A claim as stored, or about to be.
        package init(
            phonePublicKey: [UInt8], thumbprint: String, model: String, sealedKey: [UInt8]
        ) {
            self.phonePublicKey = phonePublicKey
            self.thumbprint = thumbprint
            self.model = model
            self.sealedKey = sealedKey
        }
    }

    /// Where a registration stands.
    package enum State: String, Sendable, CaseIterable {
        /// Waiting for a phone (or, with another app, for its first code).
        case pending
        /// A phone has scanned; waiting for its code on the web.
        case claimed
        /// Done.
        case active
        /// "This is not my phone".
        case rejected
        /// Given up or replaced by a newer one.
        case cancelled
        /// Five wrong codes.
        case exhausted
        /// Ten minutes are over. Never stored.
        case expired
    }

    /// A registration as stored, or about to be.
    package init(
        id: Identifier<Registration>, account: Identifier<Account>, deviceName: String,
        method: Method, storedState: State, triesLeft: Int, createdAt: Instant,
        expiresAt: Instant
    ) {
        self.id = id
        self.account = account
        self.deviceName = deviceName
        self.method = method
        self.storedState = storedState
        self.triesLeft = triesLeft
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    /// Where it stands at `now`.
    package func state(at now: Instant) -> State {
        switch storedState {
        case .pending, .claimed: now < expiresAt ? storedState : .expired
        case .active, .rejected, .cancelled, .exhausted, .expired: storedState
        }
    }

    /// Where a secret of registration `id` is sealed to.
    package static func sealContext(
        _ column: String, _ id: Identifier<Registration>
    ) -> SealContext {
        SealContext(table: "registrations", column: column, row: id.text)
    }

    /// How long registrations last and how often one may guess.
    package struct Limits: Sendable, Equatable {
        /// 1–10 min.
        package var life: Duration = .minutes(10)
        /// Wrong codes per registration.
        package var tries = 5
        /// Wrong codes in wizards per account, across registrations.
        package var codeRule = SignIn.ThrottleRule(free: 10)
        /// Wrong setup codes per account and hour.
        package var setupCodeRule = SignIn.ThrottleRule(
            free: 10, firstWait: .hours(1), forgetAfter: .hours(1))

        /// The defaults of `docs/configuration.md`.
        package init() {}
    }
}
