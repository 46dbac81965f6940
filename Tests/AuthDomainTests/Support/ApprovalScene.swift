import AuthDomain
import Cryptography
import Pairing
import Cryptography
import OTPCore
import Pairing
import TestSupport

/// A person with a registered phone, and a new phone that has proved the password.
struct ApprovalScene: Sendable {
    let world: World
    let pairing: ClaimedPairing
    /// The registered phone.
    let old: Device
    let new = TestPhone("new phone")
    /// The new phone's `auth_session`.
    let session: String

    var account: Account { pairing.account }

    init(_ world: World) async throws {
        self.world = world
        pairing = try await ClaimedPairing(world)
        old = Sample.required(try await pairing.submit(pairing.code()).device, "device")
        session = Sample.required(try await new.begin(world).session, "session")
    }

    /// Asks as the new phone.
    func ask() async throws -> SignIn.PhoneOutcome {
        try await new.proceed(world, session, .askApproval)
    }

    /// The request as stored.
    func request() async throws -> PhoneApproval {
        Sample.required(
            try await world.stores.phoneApprovals.newest(of: account.id), "request")
    }

    /// The pending sign-in of the new phone.
    func pending(_ session: String? = nil) async throws -> PendingSignIn {
        let token = Sample.required(
            OpaqueToken(shown: session ?? self.session, digest: world.digest), "token")
        return Sample.required(try await world.stores.signIns.pending(token.hash), "pending")
    }

    /// What the old phone confirms: the HMAC under its pairing key.
    func confirmation(
        _ request: PhoneApproval, number: Int? = nil, thumbprint: String? = nil
    ) -> [UInt8] {
        let message = Sample.required(
            ApprovalConfirmation(
                approvalID: request.id.text, dpopThumbprint: thumbprint ?? request.thumbprint,
                number: String(number ?? request.number)), "confirmation")
        return world.digest.mac(.sha256, key: SecretBytes(pairing.key), message: message.message)
    }

    /// Decides as the old phone.
    func decide(
        _ request: PhoneApproval, _ decision: SignIn.PhoneApprovals.Decision
    ) async throws -> SignIn.PhoneApprovals.DecideOutcome {
        try await world.approvals.decide(
            request.id, decision, by: old, of: account, source: Sample.source)
    }

    /// Approves with the right number.
    @discardableResult
    func approve() async throws -> SignIn.PhoneApprovals.DecideOutcome {
        let request = try await request()
        return try await decide(
            request, .approve(number: request.number, confirmation: confirmation(request)))
    }

    /// Begins to register the new phone under `name`.
    func enrol(_ name: String = "New phone") async throws -> SignIn.EnrolOutcome {
        try await world.phoneSignIn.enrol(
            Sample.required(DeviceName(name), "name"), phonePublicKey: new.keys.publicKey,
            model: new.model, by: try await pending(), source: Sample.source)
    }

    /// Proves the key of what ``enrol(_:)`` gave.
    func finish(
        _ grant: RegistrationService.ClaimGrant, code: String? = nil
    ) async throws -> SignIn.PhoneOutcome {
        let key = try new.key(
            ticket: grant.ticket, serverPublicKey: grant.serverPublicKey, user: account,
            name: grant.registration.deviceName)
        return try await new.proceed(
            world, grant.authSession.text, .oneTimeCode(code ?? new.code(key, world)))
    }
}

extension SignIn.EnrolOutcome {
    /// What the phone got.
    var grant: RegistrationService.ClaimGrant? {
        if case .begun(.claimed(let grant)) = self { grant } else { nil }
    }

    var isNotVouchedFor: Bool {
        if case .notVouchedFor = self { true } else { false }
    }
}
