import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``ConsoleStore`` counts.
@Suite struct ConsoleStoreTests {
    private static let hour = Sample.morning.hourBeginning

    /// Counts everything before `end`.
    private func catchUp(_ stores: Stores, to end: Instant) async throws {
        while try await stores.console.countNext(from: Self.hour, to: end, span: .minutes(10)) {}
    }

    private func append(
        _ stores: Stores, _ action: Audit.Action, _ account: Account, reason: String? = nil,
        at: Instant
    ) async throws {
        try await stores.audit.append(
            Audit.Entry(
                action, account: account.id, by: .person,
                details: [Audit.Detail("device", "Pixel")] + (reason.map { [Audit.Detail("reason", $0)] } ?? []),
                at: at, source: Sample.source))
    }

    @Test(arguments: StorageUnderTest.all)
    func signInsAndRefusalsAreCountedByHourAndReason(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount()
            let ben = try await stores.addAccount("ben")
            for account in [maria, ben] {
                try await append(stores, .portalSignedIn, account, at: Self.hour + .minutes(3))
            }
            try await append(stores, .portalSignedIn, maria, at: Self.hour + .minutes(61))
            try await append(stores, .codeRefused, maria, reason: "used", at: Self.hour + .minutes(59))
            try await append(stores, .codeRefused, ben, reason: "used", at: Self.hour + .minutes(4))
            try await append(stores, .codeRefused, ben, reason: "wrong", at: Self.hour)
            try await append(stores, .languageChosen, ben, at: Self.hour)
            try await catchUp(stores, to: Self.hour + .minutes(62))
            let next = Self.hour + .hours(1)
            #expect(
                try await stores.console.hours(from: Self.hour) == [
                    count(.codeRefused, "used", 2), count(.codeRefused, "wrong", 1),
                    count(.portalSignedIn, "", 2),
                    Console.HourCount(hour: next, action: .portalSignedIn, reason: "", count: 1),
                ])
            #expect(try await stores.console.hours(from: next).count == 1)
            try await stores.console.forget(hoursBefore: next, daysBefore: next)
            #expect(try await stores.console.hours(from: Self.hour).count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aSpanIsCountedOnceHoweverManyServersCount(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount()
            for minute in 0..<90 {
                try await append(stores, .phoneSignedIn, maria, at: Self.hour + .minutes(minute))
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await catchUp(stores, to: Self.hour + .minutes(90)) }
                }
                try await group.waitForAll()
            }
            try await catchUp(stores, to: Self.hour + .minutes(90))
            let counts = try await stores.console.hours(from: Self.hour)
            #expect(counts.map(\.count) == [60, 30])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anEmptyLogIsCountedAtOnce(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let end = Self.hour + .hours(48)
            #expect(try await !stores.console.countNext(from: Self.hour, to: end, span: .minutes(10)))
            let progress = try await stores.rows("SELECT counted_to FROM count_progress")
            #expect(progress.map(\.values) == [[.integer(end.milliseconds)]])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatComesLaterIsCountedLater(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount()
            let end = Self.hour + .minutes(5)
            try await append(stores, .portalSignedIn, maria, at: end)
            try await catchUp(stores, to: end)
            #expect(try await stores.console.hours(from: Self.hour).isEmpty)
            // A clock that goes back counts nothing twice and does not end.
            #expect(try await !stores.console.countNext(from: Self.hour, to: Self.hour, span: .minutes(10)))
            try await catchUp(stores, to: end + .seconds(1))
            #expect(try await stores.console.hours(from: Self.hour).map(\.count) == [1])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theShareCountsWhoMaySignInAndHasAFactor(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount()
            _ = try await stores.addAccount("ben")
            let gone = try await stores.addAccount("gone")
            for account in [maria, gone] { try await stores.add(Sample.phone(of: account), of: account) }
            try await stores.tamper("UPDATE accounts SET disabled = 1 WHERE id = $1", [.text(gone.id.text)])
            let now = Sample.morning
            try await stores.console.noteShare(at: now, unlessAfter: now - .hours(1))
            let first = Console.DayShare(day: now.dayBeginning, people: 2, registered: 1)
            #expect(first.percent == 50)
            #expect(try await stores.console.days(from: now - .days(2)) == [first])

            _ = try await stores.addAccount("new")
            try await stores.console.noteShare(at: now + .minutes(5), unlessAfter: now - .minutes(55))
            #expect(try await stores.console.days(from: now - .days(2)) == [first], "it is known")
            try await stores.console.noteShare(at: now + .hours(2), unlessAfter: now + .hours(1))
            #expect(try await stores.console.days(from: now - .days(2)).map(\.people) == [3])
            try await stores.console.noteShare(at: now + .days(1), unlessAfter: now)
            #expect(try await stores.console.days(from: now - .days(2)).count == 2)
            try await stores.console.forget(hoursBefore: now, daysBefore: now)
            #expect(try await stores.console.days(from: now - .days(2)).count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func findingsNameWhatSomebodyShouldLookAt(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let now = Sample.morning
            #expect(try await stores.console.findings(at: now) == Console.Findings())
            _ = try await stores.add(Sample.account("ada", role: .admin))
            let maria = try await stores.addAccount()
            try await stores.tamper(
                "UPDATE accounts SET frozen_until = $2 WHERE id = $1",
                [.text(maria.id.text), .integer((now + .hours(1)).milliseconds)])
            try await stores.tamper(
                "INSERT INTO throttles (key, failures, blocked_until, updated_at) VALUES ($1, 50, 0, 0), ($2, 99, 0, 0)",
                [
                    .text(SignIn.ThrottleKey.code(account: maria.id).text),
                    .text(SignIn.ThrottleKey.password(address: "192.0.2.1").text),
                ])
            var expected = Console.Findings()
            (expected.administrators, expected.frozen, expected.switchedOff) = (1, 1, 1)
            #expect(try await stores.console.findings(at: now) == expected)
            (expected.frozen, expected.checkpointBehindSince) = (0, now)
            #expect(try await stores.console.findings(at: now + .hours(1)) == expected)
        }
    }

    private func count(_ action: Audit.Action, _ reason: String, _ count: Int) -> Console.HourCount {
        Console.HourCount(hour: Self.hour, action: action, reason: reason, count: count)
    }
}
