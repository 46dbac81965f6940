import AuthDomain
import OTPCore
import Pairing
import TestSupport

/// The phone's side of sign-in and pairing, with keys of its own.
struct TestPhone: Sendable {
    let keys = PairingKeyPair()
    let thumbprint: String
    let model = "Pixel 8"

    /// A phone whose DPoP key is imagined from `seed`.
    init(_ seed: String = "phone") {
        thumbprint = Sample.thumbprint(seed)
    }

    /// Signs in with username and password.
    func begin(
        _ world: World, username: String = "maria", password: String = World.password
    ) async throws -> SignIn.PhoneOutcome {
        try await world.phoneSignIn.begin(
            SignIn.PhoneCredentials(
                username: Username(username), password: Password(password),
                clientID: Sample.clientID, model: model),
            thumbprint: thumbprint, source: Sample.source)
    }

    /// Goes on with an `auth_session`.
    func proceed(
        _ world: World, _ session: String, _ step: SignIn.PhoneStep = .resume
    ) async throws -> SignIn.PhoneOutcome {
        let token = Sample.required(OpaqueToken(shown: session, digest: world.digest), "token")
        return try await world.phoneSignIn.proceed(
            token, step: step, thumbprint: thumbprint, clientID: Sample.clientID,
            source: Sample.source)
    }

    /// Signs in as someone whose phone is not known, up to the wait for its registration.
    func pendingSignIn(
        _ world: World, username: String = "maria"
    ) async throws -> PendingSignIn {
        let outcome = try await begin(world, username: username)
        let session = Sample.required(outcome.session, "outcome with a session")
        let token = Sample.required(OpaqueToken(shown: session, digest: world.digest), "token")
        return Sample.required(
            try await world.stores.signIns.pending(token.hash), "pending sign-in")
    }

    /// Claims by the link of the QR code.
    func claim(
        _ world: World, link: String, by pending: PendingSignIn, name: String? = nil
    ) async throws -> RegistrationService.ClaimOutcome {
        let link = Sample.required(PairingLink(parsing: link), "pairing link")
        let named = name ?? String(decoding: link.deviceNameUTF8, as: UTF8.self)
        return try await claim(world, .ticket(link.ticket), name: named, by: pending)
    }

    /// Claims by ticket or setup code.
    func claim(
        _ world: World, _ reference: RegistrationService.ClaimRequest.Reference, name: String,
        by pending: PendingSignIn
    ) async throws -> RegistrationService.ClaimOutcome {
        try await world.registration.claim(
            RegistrationService.ClaimRequest(
                reference: reference, deviceName: Sample.required(DeviceName(name), "name"),
                phonePublicKey: keys.publicKey, model: model),
            by: pending, source: Sample.source)
    }

    /// The pairing key, from what the phone itself knows.
    func key(
        ticket: [UInt8], serverPublicKey: [UInt8], user: Account, name: String,
        origin: String = Sample.origin
    ) throws -> [UInt8] {
        let transcript = Sample.required(
            PairingTranscript(
                origin: origin, userID: user.id.text, deviceName: name,
                serverPublicKey: serverPublicKey, phonePublicKey: keys.publicKey,
                dpopThumbprint: thumbprint), "transcript")
        return try PairingKey.derive(
            privateKey: keys.privateKey, peerPublicKey: serverPublicKey, ticket: ticket,
            transcript: transcript)
    }

    /// The six digits that the phone shows.
    func code(_ key: [UInt8], _ world: World, steps: Int = 0) -> String {
        let now = TimeStep(unixSeconds: world.clock.now.seconds)
        return PairingCode.code(key: key, at: Sample.required(now.advanced(by: steps))).text
    }
}

extension SignIn.PhoneOutcome {
    /// The `auth_session` to go on with.
    var session: String? {
        if case .needs(_, let session) = self { session.text } else { nil }
    }

    /// What is still missing.
    var need: SignIn.NextStep? {
        if case .needs(let need, _) = self { need } else { nil }
    }

    /// The authorization code of an accepted sign-in.
    var authorizationCode: OpaqueToken? {
        if case .accepted(let code) = self { code } else { nil }
    }

    var isRefused: Bool {
        if case .refused = self { true } else { false }
    }

    var isInvalidSession: Bool {
        if case .invalidSession = self { true } else { false }
    }
}
