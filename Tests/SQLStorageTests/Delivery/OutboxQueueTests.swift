import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// The outbox as a queue: one claimant, no message lost, none sent too late.
@Suite struct OutboxQueueTests {
    static func claim(
        _ worker: String = "w", count: Int = 10, channels: Set<Delivery.Channel> = [.email, .sms],
        limits: Delivery.Limits = Delivery.Limits()
    ) -> Delivery.Claim {
        Delivery.Claim(
            worker: worker, channels: channels, count: count, lease: .seconds(90), limits: limits)
    }

    @Test(arguments: StorageUnderTest.all)
    func eachMessageIsClaimedOnce(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.enqueue((0..<20).map { _ in Sample.message(for: account.id) }, for: account)
            let claims = try await race(12) { number in
                try await stores.claim(Self.claim("w\(number)", count: 3)).map(\.message.id)
            }
            let all = claims.flatMap(\.self)
            #expect(all.count == 20)
            #expect(Set(all).count == 20)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aClaimEndsWithItsLease(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.enqueue([Sample.message(for: account.id)], for: account)
            #expect(try await stores.claim(Self.claim("crashed")).map(\.attempt) == [1])
            #expect(try await stores.claim(Self.claim("other"), after: .seconds(89)).isEmpty)
            #expect(try await stores.queue.nextDue(on: [.email]) == Sample.morning + .seconds(90))
            #expect(try await stores.claim(Self.claim("other"), after: .seconds(90)).map(\.attempt) == [2])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatWasSentIsWipedAndNeverClaimedAgain(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.enqueue([Sample.message(for: account.id)], for: account)
            let id = try #require(try await stores.claim(Self.claim("slow")).first?.message.id)
            _ = try await stores.claim(Self.claim("other"), after: .seconds(100))
            // It was sent, whoever has the claim now; only once.
            #expect(try await stores.settle(id, .sent(by: "relay"), by: "slow", after: .seconds(101)))
            #expect(try await !stores.settle(id, .sent(by: "relay"), by: "other", after: .seconds(102)))
            #expect(try await stores.claim(Self.claim(), after: .days(1)).isEmpty)
            #expect(try await stores.outbox.newest(limit: 10).isEmpty)
            let rows = try await stores.rows("SELECT count(*) FROM outbox WHERE content IS NULL AND state = 'sent'")
            #expect(rows.first?.values == [.integer(1)])
            #expect(try await stores.queue.nextDue(on: [.email]) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func onlyTheClaimantPutsOffAndGivesUp(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.enqueue([Sample.message(for: account.id)], for: account)
            let id = try #require(try await stores.claim(Self.claim("mine")).first?.message.id)
            let trouble = Delivery.Trouble("busy")
            let later = Sample.morning + .minutes(5)
            #expect(try await !stores.settle(id, .retry(at: later, trouble), by: "other"))
            #expect(try await !stores.settle(id, .dead(trouble), by: "other"))
            #expect(try await !stores.settle(id, .expired(trouble), by: "other"))
            #expect(try await stores.settle(id, .retry(at: later, trouble), by: "mine"))
            #expect(try await stores.queue.nextDue(on: [.email]) == later)
            #expect(try await stores.claim(Self.claim(), after: .minutes(4)).isEmpty)
            #expect(try await stores.claim(Self.claim(), after: .minutes(5)).count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func expiredPINsAreNeverClaimedAndPINsComeFirst(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let pin = Sample.message(for: account.id, subject: "PIN", kind: .pin, life: .minutes(5))
            let late = Sample.message(for: account.id, subject: "late", kind: .pin, life: .minutes(1))
            let notice = Sample.message(for: account.id, subject: "notice", at: Sample.morning - .minutes(9))
            try await stores.enqueue([notice, pin, late], for: account)
            let claimed = try await stores.claim(Self.claim(), after: .minutes(1))
            #expect(claimed.map(\.message.subject) == ["PIN", "notice"])
            let rows = try await stores.rows("SELECT id FROM outbox WHERE state = 'expired' AND content IS NULL")
            #expect(rows.map(\.values) == [[.text(late.id.text)]])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func channelsThatAreNotThereClaimNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.enqueue([Sample.message(for: account.id, channel: .sms)], for: account)
            #expect(try await stores.claim(Self.claim(channels: [])).isEmpty)
            #expect(try await stores.claim(Self.claim(channels: [.email])).isEmpty)
            #expect(try await stores.queue.nextDue(on: [.email]) == nil)
            #expect(try await stores.claim(Self.claim(channels: [.sms])).count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func sweepForgetsWhatIsOld(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.enqueue([Sample.message(for: account.id)], for: account)
            let fourDays = Sample.morning + .days(4)
            try await stores.queue.sweep(at: fourDays, removing: fourDays - .days(30))
            #expect(try await stores.queue.status(at: fourDays).count(of: .expired) == 1)
            let later = Sample.morning + .days(31)
            try await stores.queue.sweep(at: later, removing: later - .days(30))
            #expect(try await stores.queue.status(at: later).counts.isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func contentThatWasMovedToAnotherRowDoesNotOpen(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let messages = [Sample.message(for: account.id), Sample.message(for: account.id)]
            try await stores.enqueue(messages, for: account)
            try await stores.tamper(
                "UPDATE outbox SET content = (SELECT content FROM outbox WHERE id = $1)",
                [.text(messages[0].id.text)])
            #expect(try await stores.claim(Self.claim()).map(\.message.id) == [messages[0].id])
            let rows = try await stores.rows("SELECT content FROM outbox")
            for row in rows {
                guard case .bytes(let bytes) = row.values[0] else { continue }
                #expect(!String(decoding: bytes, as: UTF8.self).contains("Hello"), "sealed at rest")
            }
        }
    }
}

extension Stores {
    /// Puts messages into the outbox.
    func enqueue(_ messages: [Delivery.Message], for account: Account) async throws {
        try await sessions.create(
            Sample.session(of: account, messages.first?.id.text ?? "none"),
            recording: Sample.record(.portalSignedIn, account, messages: messages))
    }

    /// Claims some time after the morning.
    func claim(
        _ claim: Delivery.Claim, after span: Duration = .zero
    ) async throws -> [Delivery.ClaimedMessage] {
        let now = Sample.morning + span
        return try await queue.claim(claim, at: now) { dead in
            Record(dead.entry(.messageDead, by: .system, at: now, source: Sample.source))
        }
    }

    /// Settles some time after the morning.
    func settle(
        _ id: Identifier<Delivery.Message>, _ settlement: Delivery.Settlement, by worker: String,
        after span: Duration = .zero
    ) async throws -> Bool {
        try await queue.settle(
            id, as: settlement, by: worker, at: Sample.morning + span, recording: nil)
    }
}
