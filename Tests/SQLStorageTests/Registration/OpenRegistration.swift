import AuthDomain
import TestSupport
import Testing

/// A registration under way, with the sign-in of the phone that will claim it.
struct OpenRegistration: Sendable {
    let stores: Stores
    let account: Account
    let registration: Registration
    let pending: PendingSignIn

    init(in stores: Stores) async throws {
        self.stores = stores
        account = try await stores.addAccount()
        registration = Sample.pairing(of: account)
        pending = Sample.pending(of: account)
        let obstacle = try await stores.registrations.begin(
            registration, deviceLimit: 5,
            recording: Sample.record(.registrationStarted, account))
        #expect(obstacle == nil)
        try await stores.signIns.create(pending)
    }

    func claim(
        by other: PendingSignIn? = nil, next: String = "next", at now: Instant = Sample.morning,
        recording record: Record? = nil
    ) async throws -> Bool {
        try await stores.registrations.claim(
            registration.id, Sample.claim(), by: other ?? pending,
            nextSession: Sample.hash(next), now: now,
            recording: record ?? Sample.record(.registrationClaimed, account))
    }

    func complete(
        limit: Int = 5, at now: Instant = Sample.morning, recording record: Record? = nil
    ) async throws -> RegistrationCompletion {
        try await stores.registrations.complete(
            registration.id, as: Sample.result(of: registration, for: account),
            deviceLimit: limit, now: now,
            recording: record ?? Sample.record(.deviceRegistered, account))
    }

    func stored() async throws -> Registration? {
        try await stores.registrations.registration(registration.id)
    }

    func recorded(_ action: Audit.Action) async throws -> Int {
        try await stores.actions(of: account.id).filter { $0 == action }.count
    }
}
