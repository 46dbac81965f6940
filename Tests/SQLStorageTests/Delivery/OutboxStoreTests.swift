import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// Messages enter the outbox with the change that causes them, and only with it.
@Suite struct OutboxStoreTests {
    @Test(arguments: StorageUnderTest.all)
    func newestMessagesComeFirstUpToTheLimit(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let messages = (0..<4).map { number in
                Sample.message(
                    for: account.id, subject: "Message \(number) ✉️",
                    at: Sample.morning + .seconds(number))
            }
            for message in messages.shuffled() {
                try await stores.sessions.create(
                    Sample.session(of: account, message.id.text),
                    recording: Sample.record(.portalSignedIn, account, messages: [message]))
            }
            #expect(
                try await stores.outbox.newest(limit: 3) == [messages[3], messages[2], messages[1]])
            #expect(try await stores.outbox.newest(limit: 10).count == 4)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func lostRacesSendNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let device = try await stores.add(Sample.phone(of: account), of: account)
            _ = try await race { _ in
                try await stores.devices.revoke(
                    device.id, of: account.id, at: Sample.morning,
                    recording: Sample.record(
                        .deviceRevoked, account, messages: [Sample.message(for: account.id)]))
            }
            #expect(try await stores.outbox.newest(limit: 100).count == 1)
        }
    }
}
