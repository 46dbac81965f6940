import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// Old entries go, and what stays is still proved.
@Suite struct RetentionTests {
    private static let chain = Audit.deploymentChain
    private static let month = Duration.days(30)

    private func append(_ day: Int, to stores: Stores) async throws {
        try await stores.audit.append(
            Audit.Entry(
                .passwordRefused, account: nil, by: .person, at: Sample.morning + .days(day),
                source: Sample.source))
    }

    private func sequences(_ stores: Stores) async throws -> [Int64] {
        try await stores.audit.entries(of: Self.chain, after: 0, limit: 100).map(\.sequence)
    }

    /// A log of 80 days whose first 50 are gone; an early checkpoint was kept elsewhere.
    private func withShortLog(
        _ storage: StorageUnderTest, _ body: (Stores, _ kept: String) async throws -> Void
    ) async throws {
        try await storage.withStores { stores in
            for day in 1...8 { try await append(day * 10, to: stores) }
            let old = try await stores.addAccount("old")
            _ = try await stores.checkpointer().run(now: Sample.morning + .days(80), complete: true)
            let kept = try #require(try await stores.checkpoints.latest()).jws
            let checkpointer = stores.checkpointer(retention: Self.month)
            let now = Sample.morning + .days(81)
            guard case .made(_, withheld: []) = try await checkpointer.run(now: now, complete: true) else {
                Issue.record("the later beginning was not signed")
                return
            }
            #expect(try await sequences(stores) == [1, 2, 3, 4, 5, 6, 7, 8], "signed before it is deleted")
            #expect(try await stores.logFlaws() == [])
            _ = try await checkpointer.run(now: now + .minutes(2), complete: true)
            #expect(try await sequences(stores) == [6, 7, 8])
            let left = try await stores.audit.entries(of: old.id.text, after: 0, limit: 9)
            #expect(left.map(\.sequence) == [1], "the newest entry stays, however old")
            try await body(stores, kept)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatStaysIsProved(storage: StorageUnderTest) async throws {
        try await withShortLog(storage) { stores, kept in
            #expect(try await stores.logFlaws(trusted: kept) == [])
            try await append(82, to: stores)
            guard
                case .made(let next, withheld: []) = try await stores.checkpointer(retention: Self.month).run(
                    now: Sample.morning + .days(82), complete: false)
            else {
                Issue.record("no checkpoint")
                return
            }
            #expect(next.number == 3)
            #expect(try await stores.logFlaws(trusted: kept) == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func moreThanWasSignedCannotBeRemoved(storage: StorageUnderTest) async throws {
        try await withShortLog(storage) { stores, _ in
            try await stores.tamper(
                "DELETE FROM audit_entries WHERE chain = $1 AND sequence = 6", [.text(Self.chain)])
            #expect(try await stores.logFlaws() == [.gap(chain: Self.chain, sequence: 6)])
            // Nor by moving the signed beginning.
            try await stores.tamper("UPDATE audit_marks SET first_sequence = 7 WHERE first_sequence = 6")
            #expect(try await stores.logFlaws() == [.notAsSigned(checkpoint: 2)])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func entriesThatWereMadeToLookOldStay(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for day in 80...84 { try await append(day, to: stores) }
            let checkpointer = stores.checkpointer(retention: Self.month)
            _ = try await checkpointer.run(now: Sample.morning + .days(85), complete: true)
            try await stores.tamper(
                "UPDATE audit_entries SET at = 0 WHERE chain = $1 AND sequence < 5", [.text(Self.chain)])
            for minute in [2, 4, 6] {
                let outcome = try await checkpointer.run(
                    now: Sample.morning + .days(85) + .minutes(minute), complete: true)
                #expect(outcome == .refused(number: 1))
            }
            #expect(try await sequences(stores) == [1, 2, 3, 4, 5])
            #expect(try await stores.logFlaws() == [.altered(chain: Self.chain, sequence: 1)])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func withoutRetentionNothingGoes(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for day in 1...3 { try await append(day, to: stores) }
            for minute in [0, 2, 4] {
                _ = try await stores.checkpointer().run(
                    now: Sample.morning + .days(9000) + .minutes(minute), complete: true)
            }
            #expect(try await sequences(stores) == [1, 2, 3])
        }
    }
}
