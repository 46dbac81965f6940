import AuthDomain
import Cryptography
import SQLStorage
import TestSupport
import Testing

/// Who waits for a change hears of it once it is committed, whichever process made it.
@Suite struct AnnouncementTests {
    @Test(.timeLimit(.minutes(10)), arguments: StorageUnderTest.all)
    func aCommittedChangeWakesListenersOfItsTopic(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let signal = stores.registrations.changes(of: account.id)
            try await begin(stores, account)
            await signal.changed()
        }
    }

    @Test(.timeLimit(.minutes(10)), arguments: StorageUnderTest.all.filter { $0.description != "SQLite" })
    func anotherServersChangeWakesListenersToo(storage: StorageUnderTest) async throws {
        try await storage.withDatabase { database in
            let here = Stores(engine: try await database.open())
            try await Migrator(engine: here.engine, digest: LibraryDigest()).migrate(at: Sample.morning)
            let there = Stores(engine: try await database.open())
            let account = try await here.addAccount()
            let signal = here.registrations.changes(of: account.id)
            // The first wake-up says that listening has begun; what comes now is heard.
            await signal.changed()
            try await begin(there, account)
            await signal.changed()
        }
    }

    @Test func aChangeBetweenTwoWaitsIsNotMissed() async {
        let announcements = Announcements()
        let signal = announcements.listen(to: "a")
        announcements.announce("a")
        announcements.announce("a")
        await signal.changed()
        let waiting = Task { await signal.changed() }
        announcements.announce("a")
        await waiting.value
    }

    @Test func aCancelledWaitEnds() async {
        let signal = Announcements().listen(to: "a")
        let waiting = Task { await signal.changed() }
        waiting.cancel()
        await waiting.value
    }

    @Test func listenersLeaveNothingBehind() {
        let announcements = Announcements()
        do {
            let signals = (0..<100).map { announcements.listen(to: "t\($0 % 7)") }
            #expect(announcements.count == signals.count)
        }
        #expect(announcements.count == 0)
    }

    private func begin(_ stores: Stores, _ account: Account) async throws {
        let registration = Registration(
            id: Sample.id(), account: account.id, deviceName: "Phone",
            method: .authenticator(sealedSecret: [1]), storedState: .pending, triesLeft: 5,
            createdAt: Sample.morning, expiresAt: Sample.morning + .minutes(10))
        let obstacle = try await stores.registrations.begin(
            registration, deviceLimit: 5, recording: Sample.record(.registrationStarted, account))
        #expect(obstacle == nil)
    }
}
