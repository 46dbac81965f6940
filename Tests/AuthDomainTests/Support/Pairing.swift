import AuthDomain
import Pairing
import TestSupport

/// A registration that a phone has claimed, with the key that both sides hold now.
struct ClaimedPairing: Sendable {
    let world: World
    let account: Account
    let phone: TestPhone
    let registration: Registration
    /// The phone's `auth_session` after the claim.
    let session: String
    let key: [UInt8]

    /// Goes through steps 1–7 of the flow with a camera.
    init(
        _ world: World, account: Account? = nil, phone: TestPhone = TestPhone(),
        name: String = "Maria's Pixel 8"
    ) async throws {
        self.world = world
        self.phone = phone
        let person: Account
        if let account { person = account } else { person = try await world.addAccount() }
        self.account = person
        let pending = try await phone.pendingSignIn(world, username: person.username.text)
        registration = try await world.beginPairing(name, for: person)
        let sheet = Sample.required(
            try world.registration.pairingSheetIfOpen(of: registration), "sheet")
        let outcome = try await phone.claim(world, link: sheet.link, by: pending)
        let grant = Sample.required(outcome.grant, "grant")
        session = grant.authSession.text
        key = try phone.key(
            ticket: grant.ticket, serverPublicKey: grant.serverPublicKey, user: person,
            name: name)
    }

    /// The digits that the phone shows.
    func code(steps: Int = 0) -> String { phone.code(key, world, steps: steps) }

    /// Digits that are wrong.
    var wrongCode: String {
        let right = Set((-2...2).map { code(steps: $0) })
        return Sample.required(
            ["000000", "111111", "222222", "333333", "444444", "555555"]
                .first { !right.contains($0) }, "wrong code")
    }

    func submit(_ code: String) async throws -> RegistrationService.SubmitOutcome {
        try await world.submit(code, registration, of: account)
    }

    func stored() async throws -> Registration { try await world.reloaded(registration) }
}

extension RegistrationService.ClaimOutcome {
    var grant: RegistrationService.ClaimGrant? {
        if case .claimed(let grant) = self { grant } else { nil }
    }

    /// The outcome's name, and how a name differs.
    var text: String {
        switch self {
        case .claimed: "claimed"
        case .notFound: "not found"
        case .expired: "expired"
        case .wrongAccount: "wrong account"
        case .nameDiffers(let difference): "differs: \(difference.rawValue)"
        case .alreadyClaimed: "already claimed"
        case .invalidKey: "invalid key"
        case .throttled: "throttled"
        }
    }
}

extension RegistrationService.SubmitOutcome {
    var device: Device? {
        if case .registered(let device) = self { device } else { nil }
    }

    /// The outcome in words.
    var text: String {
        switch self {
        case .registered: "registered"
        case .wrong(let left): "wrong, \(left) left"
        case .exhausted: "exhausted"
        case .notClaimed: "not claimed"
        case .wrongAlgorithm(let left): "wrong algorithm, \(left) left"
        case .over(let state): "over: \(state.rawValue)"
        case .obstacle(.nameTaken): "name taken"
        case .obstacle(.deviceLimit(let limit)): "limit \(limit)"
        case .obstacle(.frozen): "frozen"
        case .obstacle(.confirmationNeeded): "confirmation needed"
        case .obstacle(.secondStepNeeded): "second step needed"
        case .obstacle(.authenticatorsNotAllowed): "no authenticator apps"
        case .throttled: "throttled"
        }
    }
}
