import OTPCore

/// The portal's side of a registration.
package struct RegistrationService: Sendable {
    let store: any RegistrationStore
    let throttles: any ThrottleStore
    let audit: any AuditStore
    let composer: any NoticeComposing
    let sealer: any Sealing
    let agreement: any KeyAgreeing
    let random: any Randomness
    let digest: any Digesting
    let clock: any Timekeeping
    let limits: Registration.Limits
    let policy: any PolicyDeciding
    let firstRegistration: any FirstRegistrationRule
    /// The public address that goes into links and transcripts, e.g. `https://id.example.com`.
    let origin: String

    /// Keeps registrations in `store`; `origin` is the deployment's public address.
    package init(
        store: any RegistrationStore, throttles: any ThrottleStore, audit: any AuditStore,
        composer: any NoticeComposing, sealer: any Sealing, agreement: any KeyAgreeing,
        random: any Randomness, digest: any Digesting, clock: any Timekeeping,
        limits: Registration.Limits, policy: any PolicyDeciding,
        firstRegistration: any FirstRegistrationRule, origin: String
    ) {
        self.store = store
        self.throttles = throttles
        self.audit = audit
        self.composer = composer
        self.sealer = sealer
        self.agreement = agreement
        self.random = random
        self.digest = digest
        self.clock = clock
        self.limits = limits
        self.policy = policy
        self.firstRegistration = firstRegistration
        self.origin = origin
    }

    /// Starts registering a phone, for somebody who has `proved` enough. Earlier open registrations of the person end, so "New QR code"
    /// is the same call with the same name. With `replacesAll` the new phone comes in place of the
    /// person's factors (``FactorReplacement``) and not beside them.
    package func beginPairing(
        _ name: DeviceName, for account: Identifier<Account>, proved: SignIn.Proof,
        replacesAll: Bool = false, source: RequestSource
    ) async throws(StoreError) -> Result<Registration, RegistrationObstacle> {
        let id = Identifier<Registration>(random: random)
        let ticket = random.bytes(16)
        let setupCode = SetupCode(random: random.bytes(7))
        let (privateKey, publicKey) = agreement.makeKeyPair()
        let pairing = Registration.Pairing(
            ticketHash: digest.sha256(ticket),
            sealedTicket: try seal(SecretBytes(ticket), "ticket", id),
            setupCodeHash: digest.sha256(Array(setupCode.text.utf8)),
            sealedSetupCode: try seal(
                SecretBytes(Array(setupCode.text.utf8)), "setup_code", id),
            serverPublicKey: publicKey,
            sealedPrivateKey: try seal(privateKey, "private_key", id),
            claim: nil)
        return try await begin(
            id, name, .pairing(pairing), for: account, proved: proved, replacesAll: replacesAll,
            source: source)
    }

    /// Starts registering another authenticator app, with a 160-bit secret.
    package func beginAuthenticator(
        _ name: DeviceName, for account: Identifier<Account>, proved: SignIn.Proof,
        replacesAll: Bool = false, source: RequestSource
    ) async throws(StoreError) -> Result<Registration, RegistrationObstacle> {
        let id = Identifier<Registration>(random: random)
        let sealed = try seal(SecretBytes(random.bytes(20)), "secret", id)
        return try await begin(
            id, name, .authenticator(sealedSecret: sealed), for: account, proved: proved,
            replacesAll: replacesAll, source: source)
    }

    /// The person's registration with this identifier.
    package func find(
        _ id: Identifier<Registration>, of account: Identifier<Account>
    ) async throws(StoreError) -> Registration? {
        guard let found = try await store.registration(id), found.account == account
        else { return nil }
        return found
    }

    /// Tells when a registration of `account` may have changed, on whatever server.
    package func changes(of account: Identifier<Account>) -> any ChangeSignal {
        store.changes(of: account)
    }

    /// "This is not my phone", or "Cancel".
    ///
    /// - Returns: whether it was still open.
    package func end(
        _ registration: Registration, as state: Registration.State, source: RequestSource
    ) async throws(StoreError) -> Bool {
        let action: Audit.Action =
            state == .rejected ? .registrationRejected : .registrationCancelled
        return try await store.end(
            registration.id, as: state,
            recording: Record(entry(action, registration, source: source)))
    }

    private func begin(
        _ id: Identifier<Registration>, _ name: DeviceName, _ method: Registration.Method,
        for account: Identifier<Account>, proved: SignIn.Proof, replacesAll: Bool,
        source: RequestSource
    ) async throws(StoreError) -> Result<Registration, RegistrationObstacle> {
        let now = clock.now
        let registration = Registration(
            id: id, account: account, deviceName: name.text, method: method,
            storedState: .pending, triesLeft: limits.tries, createdAt: now,
            expiresAt: now + limits.life)
        let decision = try await policy.decision(for: account, at: now)
        if case .authenticator = method, !decision.authenticatorApps.value {
            return .failure(.authenticatorsNotAllowed)
        }
        let obstacle = try await store.begin(
            registration, deviceLimit: decision.deviceLimit.value, replacesAll: replacesAll,
            admission: admission(proved, replacesAll: replacesAll, under: decision),
            recording: Record(entry(.registrationStarted, registration, source: source)))
        if let obstacle { return .failure(obstacle) }
        return .success(registration)
    }

    /// Whether somebody who has proved this may add a factor, or replace all: that needs a code that was
    /// sent or handed out, whatever a first registration asks for.
    func admission(
        _ proof: SignIn.Proof, replacesAll: Bool, under decision: Policy.Decision
    ) -> Registration.Admission {
        Registration.Admission(
            proof, demanded: replacesAll ? .pin : firstRegistration.demanded(by: decision))
    }

    func entry(
        _ action: Audit.Action, _ registration: Registration, details: [Audit.Detail] = [],
        source: RequestSource
    ) -> Audit.Entry {
        Audit.Entry(
            action, account: registration.account, by: .person, subject: registration.id.text,
            details: [Audit.Detail("device", registration.deviceName)] + details,
            at: clock.now, source: source)
    }

    func seal(
        _ secret: SecretBytes, _ column: String, _ id: Identifier<Registration>
    ) throws(StoreError) -> [UInt8] {
        do {
            return try sealer.seal(secret, for: Registration.sealContext(column, id))
        } catch {
            throw .inconsistent(reason: "sealing failed: \(error)")
        }
    }

    func open(
        _ sealed: [UInt8], _ column: String, _ id: Identifier<Registration>
    ) throws(StoreError) -> SecretBytes {
        do {
            return try sealer.open(sealed, for: Registration.sealContext(column, id))
        } catch {
            throw .inconsistent(reason: "registration secret does not open: \(error)")
        }
    }
}
