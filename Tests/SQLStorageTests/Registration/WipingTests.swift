import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// However a registration ends, its sealed secrets go with it.
@Suite struct WipingTests {
    /// A way to end, as a value so that each is a test of its own.
    enum Ending: String, CaseIterable, Sendable {
        case completed, rejected, exhausted, replaced, swept
    }

    @Test(arguments: StorageUnderTest.all, Ending.allCases)
    func sealedColumnsAreEmptyAfterTheEnd(
        storage: StorageUnderTest, ending: Ending
    ) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            #expect(try await open.claim())
            #expect(try await sealed(open) > 0)
            try await end(open, ending)
            #expect(try await sealed(open) == 0)
            #expect(try await open.stored()?.storedState.isOpen == false)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theServersPrivateKeyGoesWithTheClaim(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let open = try await OpenRegistration(in: stores)
            #expect(try await open.claim())
            let rows = try await stores.rows("SELECT private_key FROM registrations")
            #expect(rows.map(\.values) == [[.null]])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anAuthenticatorsSecretGoesWithTheEnd(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let registration = Sample.authenticatorRegistration(of: account)
            _ = try await stores.registrations.begin(
                registration, deviceLimit: 5,
                recording: Sample.record(.registrationStarted, account))
            let ended = try await stores.registrations.end(
                registration.id, as: .cancelled,
                recording: Sample.record(.registrationCancelled, account))
            #expect(ended)
            let rows = try await stores.rows("SELECT secret FROM registrations")
            #expect(rows.map(\.values) == [[.null]])
        }
    }

    private func end(_ open: OpenRegistration, _ ending: Ending) async throws {
        let stores = open.stores
        let record = Sample.record(.registrationCancelled, open.account)
        switch ending {
        case .completed:
            #expect(try await open.complete() == .registered)
        case .rejected, .exhausted:
            let ended = try await stores.registrations.end(
                open.registration.id, as: ending == .rejected ? .rejected : .exhausted,
                recording: record)
            #expect(ended)
        case .replaced:
            let next = Sample.pairing(of: open.account, "Next", "next")
            let obstacle = try await stores.registrations.begin(
                next, deviceLimit: 5, recording: record)
            #expect(obstacle == nil)
        case .swept:
            try await stores.sessions.sweep(
                now: Sample.morning + .hours(2), limits: PortalSession.Limits())
        }
    }

    /// How many sealed secrets the registration's row holds.
    private func sealed(_ open: OpenRegistration) async throws -> Int {
        let rows = try await open.stores.rows(
            """
            SELECT ticket, setup_code, private_key, secret, pairing_key FROM registrations
            WHERE id = $1
            """, [.text(open.registration.id.text)])
        return rows.flatMap(\.values).filter { $0 != .null }.count
    }
}

extension Registration.State {
    fileprivate var isOpen: Bool { self == .pending || self == .claimed }
}
