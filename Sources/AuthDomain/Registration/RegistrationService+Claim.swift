import OTPCore

extension RegistrationService {
    /// What a phone sends to claim a registration.
    package struct ClaimRequest: Sendable {
        package let reference: Reference
        package let deviceName: DeviceName
        /// 33 bytes, compressed P-256.
        package let phonePublicKey: [UInt8]
        package let model: String

        /// How the phone learned of the registration.
        package enum Reference: Sendable {
            /// 16 bytes, from the QR code or the link.
            case ticket([UInt8])
            /// Typed by hand.
            case setupCode(SetupCode)
        }

        /// Bundles what was sent.
        package init(
            reference: Reference, deviceName: DeviceName, phonePublicKey: [UInt8], model: String
        ) {
            self.reference = reference
            self.deviceName = deviceName
            self.phonePublicKey = phonePublicKey
            self.model = model.bounded(to: 64).withoutControls
        }
    }

    /// What a successful claim gives the phone.
    package struct ClaimGrant: Sendable {
        package let authSession: OpaqueToken
        package let registration: Registration
        package let ticket: [UInt8]
        package let serverPublicKey: [UInt8]
        package let origin: String
    }

    /// What claiming says.
    package enum ClaimOutcome: Sendable {
        case claimed(ClaimGrant)
        case notFound
        case expired
        case wrongAccount
        case nameDiffers(DeviceName.Difference)
        case alreadyClaimed
        case invalidKey
        case throttled(retryAfter: Duration)
    }

    /// Binds the phone behind `pending` to a registration of the same person.
    package func claim(
        _ request: ClaimRequest, by pending: PendingSignIn, source: RequestSource
    ) async throws(StoreError) -> ClaimOutcome {
        let key = SignIn.ThrottleKey.setupCode(account: pending.account)
        let byHand: Bool
        let found: Registration?
        switch request.reference {
        case .ticket(let ticket):
            byHand = false
            found = try await store.registration(ticketHash: digest.sha256(ticket))
        case .setupCode(let code):
            byHand = true
            let verdict = try await throttles.reserve(
                [SignIn.ThrottleLimit(key, limits.setupCodeRule)], now: clock.now)
            if case .blocked(let until) = verdict {
                return .throttled(retryAfter: max(until - clock.now, .seconds(1)))
            }
            found = try await store.registration(
                setupCodeHash: digest.sha256(Array(code.text.utf8)))
        }
        let outcome = try await decide(found, request, pending, source: source)
        switch outcome {
        case .claimed, .nameDiffers:
            if byHand { try await throttles.clear([key]) }
        case .notFound, .expired, .wrongAccount, .alreadyClaimed, .invalidKey, .throttled:
            break
        }
        if case .claimed = outcome { return outcome }
        try await audit.append(
            Audit.Entry(
                .claimRefused, account: pending.account, by: .person, subject: found?.id.text,
                details: [Audit.Detail("reason", reason(outcome))], at: clock.now,
                source: source))
        return outcome
    }

    private func decide(
        _ found: Registration?, _ request: ClaimRequest, _ pending: PendingSignIn,
        source: RequestSource
    ) async throws(StoreError) -> ClaimOutcome {
        guard let registration = found, case .pairing(let pairing) = registration.method
        else { return .notFound }
        guard registration.account == pending.account else { return .wrongAccount }
        switch registration.state(at: clock.now) {
        case .pending: break
        case .claimed, .active: return .alreadyClaimed
        case .expired: return .expired
        case .rejected, .cancelled, .exhausted: return .notFound
        }
        guard let name = DeviceName(registration.deviceName) else {
            throw .inconsistent(reason: "stored device name")
        }
        if let difference = request.deviceName.difference(from: name) {
            return .nameDiffers(difference)
        }
        return try await bind(registration, pairing, request, pending, source: source)
    }

    private func bind(
        _ registration: Registration, _ pairing: Registration.Pairing,
        _ request: ClaimRequest, _ pending: PendingSignIn, source: RequestSource
    ) async throws(StoreError) -> ClaimOutcome {
        let ticket = try open(pairing.sealedTicket, "ticket", registration.id).bytes
        let privateKey = try open(pairing.sealedPrivateKey, "private_key", registration.id)
        let transcript = PairingTranscript(
            origin: origin, userID: registration.account.text,
            deviceName: registration.deviceName, serverPublicKey: pairing.serverPublicKey,
            phonePublicKey: request.phonePublicKey, dpopThumbprint: pending.thumbprint)
        guard let transcript else { return .invalidKey }
        let pairingKey: SecretBytes
        do {
            pairingKey = try agreement.pairingKey(
                privateKey: privateKey, phonePublicKey: request.phonePublicKey, ticket: ticket,
                transcript: transcript)
        } catch {
            return .invalidKey
        }
        let claim = Registration.Claim(
            phonePublicKey: request.phonePublicKey, thumbprint: pending.thumbprint,
            model: request.model, sealedKey: try seal(pairingKey, "pairing_key", registration.id))
        let session = OpaqueToken(random: random, digest: digest)
        let details = [Audit.Detail("model", request.model)]
        let won = try await store.claim(
            registration.id, claim, by: pending, nextSession: session.hash, now: clock.now,
            recording: Record(
                entry(.registrationClaimed, registration, details: details, source: source)))
        guard won else { return .alreadyClaimed }
        return .claimed(
            ClaimGrant(
                authSession: session, registration: registration, ticket: ticket,
                serverPublicKey: pairing.serverPublicKey, origin: origin))
    }

    private func reason(_ outcome: ClaimOutcome) -> String {
        switch outcome {
        case .claimed: "none"
        case .notFound: "unknown code"
        case .expired: "expired"
        case .wrongAccount: "another account's registration"
        case .nameDiffers(let difference): "name differs: \(difference.rawValue)"
        case .alreadyClaimed: "already claimed"
        case .invalidKey: "invalid public key"
        case .throttled: "too many attempts"
        }
    }
}
