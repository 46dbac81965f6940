import AuthDomain
import TestSupport
import Testing

/// What every ``ThrottleStore`` keeps: attempts are counted before they are made.
@Suite struct ThrottleStoreTests {
    private let now = Sample.morning
    private let rule = SignIn.ThrottleRule(free: 3)
    private let key = SignIn.ThrottleKey.password(address: "192.0.2.7")
    private let other = SignIn.ThrottleKey.password(address: "192.0.2.8")

    private func limit(_ key: SignIn.ThrottleKey) -> SignIn.ThrottleLimit {
        SignIn.ThrottleLimit(key, rule)
    }

    @Test(arguments: StorageUnderTest.all)
    func freeAttemptsPassAndTheNextWaits(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for count in 1...3 {
                let verdict = try await stores.throttles.reserve([limit(key)], now: now)
                #expect(verdict == .allowed(failures: count))
            }
            let end = now + .seconds(30)
            for moment in [now, end - .milliseconds(1)] {
                let verdict = try await stores.throttles.reserve([limit(key)], now: moment)
                #expect(verdict == .blocked(until: end))
            }
            #expect(
                try await stores.throttles.reserve([limit(key)], now: end) == .allowed(failures: 4))
            #expect(
                try await stores.throttles.reserve([limit(key)], now: end)
                    == .blocked(until: end + .seconds(60)))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func parallelReservationsNeverPassTheLimit(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let limits = [limit(key), limit(other)]
            let verdicts = try await race { [now] number in
                try await stores.throttles.reserve(
                    number.isMultiple(of: 2) ? limits : limits.reversed(), now: now)
            }
            let allowed = verdicts.compactMap { verdict -> Int? in
                if case .allowed(let failures) = verdict { failures } else { nil }
            }
            #expect(allowed.sorted() == [1, 2, 3])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func nothingIsReservedWhenOneLimitRefuses(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for _ in 0..<3 { _ = try await stores.throttles.reserve([limit(key)], now: now) }
            let both = try await stores.throttles.reserve([limit(other), limit(key)], now: now)
            #expect(both == .blocked(until: now + .seconds(30)))
            #expect(
                try await stores.throttles.reserve([limit(other)], now: now)
                    == .allowed(failures: 1))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func watchedKeysRefuseButAreNotCounted(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for _ in 0..<5 {
                _ = try await stores.throttles.reserve([], watching: [other], now: now)
            }
            for _ in 0..<3 { try await stores.throttles.count(limit(other), now: now) }
            let verdict = try await stores.throttles.reserve(
                [limit(key)], watching: [other], now: now)
            #expect(verdict == .blocked(until: now + .seconds(30)))
            #expect(
                try await stores.throttles.reserve([limit(key)], now: now)
                    == .allowed(failures: 1))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func parallelCountsAreAllCounted(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let generous = SignIn.ThrottleLimit(key, SignIn.ThrottleRule(free: 100))
            _ = try await race { [now] _ in
                try await stores.throttles.count(generous, now: now)
            }
            #expect(
                try await stores.throttles.reserve([generous], now: now)
                    == .allowed(failures: 51))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theLongestOfSeveralWaitsIsTold(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for _ in 0..<3 { try await stores.throttles.count(limit(key), now: now) }
            for _ in 0..<5 { try await stores.throttles.count(limit(other), now: now) }
            for order in [[key, other], [other, key]] {
                let verdict = try await stores.throttles.reserve(order.map(limit), now: now)
                #expect(verdict == .blocked(until: now + .seconds(120)))
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aReleasedAttemptIsGivenBackAndTheOthersStay(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for _ in 0..<3 {
                _ = try await stores.throttles.reserve([limit(key), limit(other)], now: now)
            }
            try await stores.throttles.release([key])
            #expect(
                try await stores.throttles.reserve([limit(key)], now: now)
                    == .allowed(failures: 3))
            let end = now + .seconds(30)
            for key in [key, other] {
                #expect(
                    try await stores.throttles.reserve([limit(key)], now: now)
                        == .blocked(until: end))
            }
            for _ in 0..<9 { try await stores.throttles.release([key]) }
            #expect(
                try await stores.throttles.reserve([limit(key)], now: now)
                    == .allowed(failures: 1))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func clearingForgetsTheGivenKeysOnly(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for _ in 0..<3 {
                _ = try await stores.throttles.reserve([limit(key), limit(other)], now: now)
            }
            try await stores.throttles.clear([key])
            #expect(
                try await stores.throttles.reserve([limit(key)], now: now)
                    == .allowed(failures: 1))
            #expect(
                try await stores.throttles.reserve([limit(other)], now: now)
                    == .blocked(until: now + .seconds(30)))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aFactorIsDisabledAtItsLimitHoweverLongOneWaits(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let strict = SignIn.ThrottleLimit(key, SignIn.ThrottleRule(free: 5, disableAt: 50))
            var moment = now
            for count in 1...50 {
                let verdict = try await stores.throttles.reserve([strict], now: moment)
                #expect(verdict == .allowed(failures: count))
                moment = moment + .hours(1)
            }
            for later in [moment, moment + .days(365)] {
                #expect(try await stores.throttles.reserve([strict], now: later) == .disabled)
            }
            let both = try await stores.throttles.reserve([limit(other), strict], now: moment)
            #expect(both == .disabled)
            #expect(
                try await stores.throttles.reserve([limit(other)], now: moment)
                    == .allowed(failures: 1))
        }
    }
}
