import OTPCore

extension RegistrationService {
    /// What submitting the code on the web says.
    package enum SubmitOutcome: Sendable {
        case registered(Device)
        /// Wrong; that many tries are left.
        case wrong(triesLeft: Int)
        /// Wrong, but right had the app made it as it was told: it uses SHA-256 or SHA-512 with the secret.
        case wrongAlgorithm(triesLeft: Int)
        /// That was the last try: start again.
        case exhausted
        /// Nobody has scanned yet, so no code can be right. No try is taken.
        case notClaimed
        /// Expired, rejected, cancelled, or already done.
        case over(Registration.State)
        case obstacle(RegistrationObstacle)
        case throttled(retryAfter: Duration)
    }

    /// Checks the code typed on the web; a right one makes the device active.
    ///
    /// The try is taken before the comparison. Of parallel calls with the right code exactly one
    /// registers the device. With a `replacement` it comes in place of all factors of before, and only
    /// the portal session with the hash `session` goes on.
    package func submit(
        code typed: String, for registration: Registration, of account: Account,
        proved: SignIn.Proof, replacing replacement: FactorReplacement? = nil, keeping session: [UInt8]? = nil,
        source: RequestSource
    ) async throws(StoreError) -> SubmitOutcome {
        let now = clock.now
        let open: Registration.State
        switch (registration.state(at: now), registration.method) {
        case (.claimed, .pairing): open = .claimed
        case (.pending, .authenticator): open = .pending
        case (.pending, .pairing): return .notClaimed
        case (let state, _): return .over(state)
        }
        let throttle = SignIn.ThrottleKey.registrationCode(account: account.id)
        let verdict = try await throttles.reserve(
            [SignIn.ThrottleLimit(throttle, limits.codeRule)], now: now)
        if case .blocked(let until) = verdict {
            return .throttled(retryAfter: max(until - now, .seconds(1)))
        }
        guard let left = try await store.reserveTry(registration.id, in: open, now: now) else {
            return try await afterLostTry(registration)
        }
        let (device, key) = try candidate(registration, now: now)
        guard let step = match(typed, device, key: key, now: now) else {
            let outcome = try await refuse(registration, triesLeft: left, source: source)
            guard case .wrong = outcome, usesAnotherAlgorithm(typed, device, key: key, now: now)
            else { return outcome }
            return .wrongAlgorithm(triesLeft: left)
        }
        let active = device.spending(step, sealed: try reseal(key, for: device))
        let decision = try await policy.decision(for: account.id, at: now)
        if active.kind == .authenticator, !decision.authenticatorApps.value {
            return .obstacle(.authenticatorsNotAllowed)
        }
        let completion = try await store.complete(
            registration.id, as: active, deviceLimit: decision.deviceLimit.value, now: now,
            replacing: replacement, keeping: session,
            admission: admission(proved, replacesAll: replacement != nil, under: decision),
            recording: record(registration, active, of: account, source: source))
        switch completion {
        case .registered:
            try await throttles.clear([throttle])
            return .registered(active)
        case .lost:
            return try await afterLostTry(registration)
        case .obstacle(let obstacle):
            return .obstacle(obstacle)
        }
    }

    /// The device that a right code would register, and the key of its codes.
    private func candidate(
        _ registration: Registration, now: Instant
    ) throws(StoreError) -> (Device, SecretBytes) {
        let kind: Device.Kind
        let key: SecretBytes
        let claim: Registration.Claim?
        switch registration.method {
        case .authenticator(let sealed):
            kind = .authenticator
            key = try open(sealed, "secret", registration.id)
            claim = nil
        case .pairing(let pairing):
            guard let claimed = pairing.claim else {
                throw .inconsistent(reason: "claimed registration without claim")
            }
            kind = .phone
            key = try open(claimed.sealedKey, "pairing_key", registration.id)
            claim = claimed
        }
        guard let id = Identifier<Device>(registration.id.text) else {
            throw .inconsistent(reason: "registration identifier")
        }
        let device = Device(
            id: id, account: registration.account, kind: kind, name: registration.deviceName,
            model: claim?.model ?? "", thumbprint: claim?.thumbprint,
            parameters: kind == .phone ? .pairedPhone : .authenticatorApp, sealedSecret: [],
            lastStep: nil, registeredAt: now, lastUsedAt: nil)
        return (device, key)
    }

    /// Whether another app made the code with another hash than the link asks for.
    private func usesAnotherAlgorithm(
        _ typed: String, _ device: Device, key: SecretBytes, now: Instant
    ) -> Bool {
        guard device.kind == .authenticator else { return false }
        return [OTPParameters.Algorithm.sha256, .sha512].contains {
            match(typed, device, key: key, algorithm: $0, now: now) != nil
        }
    }

    private func match(
        _ typed: String, _ device: Device, key: SecretBytes,
        algorithm: OTPParameters.Algorithm? = nil, now: Instant
    ) -> TimeStep? {
        guard let code = OneTimeCode(parsing: typed, digits: device.parameters.digits)
        else { return nil }
        let step = TimeStep(unixSeconds: now.seconds, period: device.parameters.period)
        return CodeCheck.match(code, at: step, window: 1, after: nil) { step in
            digest.mac(algorithm ?? device.parameters.algorithm, key: key, message: step.message)
        }
    }

    private func reseal(
        _ key: SecretBytes, for device: Device
    ) throws(StoreError) -> [UInt8] {
        do {
            return try sealer.seal(key, for: device.sealContext)
        } catch {
            throw .inconsistent(reason: "sealing failed: \(error)")
        }
    }

    private func refuse(
        _ registration: Registration, triesLeft: Int, source: RequestSource
    ) async throws(StoreError) -> SubmitOutcome {
        let details = [Audit.Detail("tries left", String(triesLeft))]
        let refusal = entry(
            .registrationRefused, registration, details: details, source: source)
        guard triesLeft == 0 else {
            try await audit.append(refusal)
            return .wrong(triesLeft: triesLeft)
        }
        _ = try await store.end(registration.id, as: .exhausted, recording: Record(refusal))
        return .exhausted
    }

    private func afterLostTry(
        _ registration: Registration
    ) async throws(StoreError) -> SubmitOutcome {
        let state = try await store.registration(registration.id)?.state(at: clock.now)
        switch state {
        case .claimed, .pending: return .exhausted
        case .exhausted: return .exhausted
        case let state?: return .over(state)
        case nil: return .over(.cancelled)
        }
    }

    private func record(
        _ registration: Registration, _ device: Device, of account: Account,
        source: RequestSource
    ) -> Record {
        let notice: Delivery.Notice =
            device.kind == .phone
            ? .deviceRegistered(name: device.name, model: device.model)
            : .authenticatorRegistered(name: device.name)
        let details = [
            Audit.Detail("kind", device.kind.rawValue), Audit.Detail("model", device.model),
        ]
        return Record(
            entry(.deviceRegistered, registration, details: details, source: source),
            telling: composer.compose(
                notice, for: account, about: device.id.text, at: clock.now, source: source))
    }
}

extension Device {
    /// The same device with `step` spent and its secret in place.
    fileprivate func spending(_ step: TimeStep, sealed: [UInt8]) -> Device {
        Device(
            id: id, account: account, kind: kind, name: name, model: model,
            thumbprint: thumbprint, parameters: parameters, sealedSecret: sealed,
            lastStep: step.counter, registeredAt: registeredAt, lastUsedAt: registeredAt)
    }
}
