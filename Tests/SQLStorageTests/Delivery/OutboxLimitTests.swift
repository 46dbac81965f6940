import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// Limits hold when several servers claim at the same time, and what they end can be sent later.
@Suite struct OutboxLimitTests {
    private func limits(_ change: (inout Delivery.Limits) -> Void) -> Delivery.Limits {
        var limits = Delivery.Limits()
        change(&limits)
        return limits
    }

    @Test(arguments: StorageUnderTest.all)
    func noRaceSendsMoreThanTheLimit(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.enqueue(
                (0..<12).map { _ in Sample.message(for: account.id, channel: .sms) }, for: account)
            let limits = limits { $0.textsPerNumber = 5 }
            let claims = try await race(8) { number in
                try await stores.claim(OutboxQueueTests.claim("w\(number)", count: 3, limits: limits)).count
            }
            _ = try await stores.claim(OutboxQueueTests.claim("last", limits: limits))
            #expect(claims.reduce(0, +) == 5)
            let dead = try await stores.queue.dead(limit: 100)
            #expect(dead.count == 7)
            #expect(dead.allSatisfy { $0.trouble.description.hasPrefix("limit: ") && $0.canRetry })
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .messageDead }.count == 7)
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theDayPasses(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let limits = limits { $0.perAccount = 1 }
            for hour in [0, 23, 25] {
                let at = Sample.morning + .hours(hour)
                try await stores.enqueue([Sample.message(for: account.id, at: at)], for: account)
            }
            let claim = OutboxQueueTests.claim(limits: limits)
            let first = try await stores.claim(claim, after: .minutes(1))
            #expect(first.count == 1)
            for claimed in first {
                #expect(try await stores.settle(claimed.message.id, .sent(by: "relay"), by: "w"))
            }
            #expect(try await stores.claim(claim, after: .hours(23)).isEmpty)
            #expect(try await stores.claim(claim, after: .hours(25)).count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aRetriedMessageCountsOnce(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.enqueue([Sample.message(for: account.id)], for: account)
            let claim = OutboxQueueTests.claim(limits: limits { $0.emailsPerAddress = 1 })
            for attempt in 1...3 {
                let claimed = try await stores.claim(claim, after: .minutes(attempt * 5))
                #expect(claimed.map(\.attempt) == [attempt])
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func countriesAreCountedApart(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.enqueue(
                ["+385911111111", "+385922222222", "+4915111111111", "+12025550123"].map {
                    Sample.message(for: account.id, channel: .sms, recipient: $0)
                }, for: account)
            let limits = limits {
                $0.textsPerCountry = 1
                $0.countries = ["+385", "+49"]
            }
            let claimed = try await stores.claim(OutboxQueueTests.claim(limits: limits))
            #expect(Set(claimed.map { $0.message.recipient.prefix(3) }) == ["+38", "+49"])
            let troubles = try await stores.queue.dead(limit: 10).map(\.trouble.description)
            #expect(troubles.count == 2)
            #expect(troubles.contains { $0.contains("allowedCountries") })
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func deadNoticesCanBeSentAgainAndPINsCannot(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let messages = [
                Sample.message(for: account.id),
                Sample.message(for: account.id, kind: .pin, life: .minutes(5)),
            ]
            try await stores.enqueue(messages, for: account)
            for claimed in try await stores.claim(OutboxQueueTests.claim("w")) {
                #expect(try await stores.settle(claimed.message.id, .dead(Delivery.Trouble("550")), by: "w"))
            }
            let dead = try await stores.queue.dead(limit: 10)
            #expect(dead.filter(\.canRetry).map(\.id) == [messages[0].id])
            let now = Sample.morning + .hours(1)
            let retried = try await race(6) { _ in
                try await stores.queue.retry(nil, at: now) {
                    Record($0.entry(.messageRetried, by: .commandLine, at: now, source: Sample.source))
                }
            }
            #expect(retried.reduce(0, +) == 1)
            #expect(try await stores.actions(of: account.id).filter { $0 == .messageRetried }.count == 1)
            let claimed = try await stores.claim(OutboxQueueTests.claim(), after: .hours(1))
            #expect(claimed.map(\.message.subject) == ["Hello"])
            #expect(claimed.map(\.attempt) == [1])
        }
    }
}
