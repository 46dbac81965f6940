import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// Whoever alters the audit table with the database's own password is found out.
@Suite struct AuditTamperingTests {
    private static let columns = [
        "actor", "action", "subject", "details", "address", "user_agent", "reference",
    ]

    @Test(arguments: StorageUnderTest.all, columns)
    func changedTextIsFound(storage: StorageUnderTest, column: String) async throws {
        try await expectFlaw(.altered(chain: Self.chain, sequence: 3), on: storage) { stores in
            try await stores.tamper(
                """
                UPDATE audit_entries SET \(column) = \(column) || ' '
                WHERE chain = $1 AND sequence = 3
                """, Self.values)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func changedMomentIsFound(storage: StorageUnderTest) async throws {
        try await expectFlaw(.altered(chain: Self.chain, sequence: 3), on: storage) { stores in
            try await stores.tamper(
                "UPDATE audit_entries SET at = at - 1 WHERE chain = $1 AND sequence = 3",
                Self.values)
        }
    }

    @Test(arguments: StorageUnderTest.all, ["previous_hash", "hash"])
    func exchangedHashIsFound(storage: StorageUnderTest, column: String) async throws {
        try await expectFlaw(.altered(chain: Self.chain, sequence: 3), on: storage) { stores in
            try await stores.tamper(
                "UPDATE audit_entries SET \(column) = $2 WHERE chain = $1 AND sequence = 3",
                Self.values + [.bytes(Sample.hash("forged"))])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func changeWithAHashOfItsOwnIsFoundAtTheNextEntry(storage: StorageUnderTest) async throws {
        try await expectFlaw(.altered(chain: Self.chain, sequence: 4), on: storage) { stores in
            let page = try await stores.audit.entries(of: Self.chain, after: 2, limit: 1)
            let old = try #require(page.first)
            let forged = Audit.link(
                Sample.entry(.codeAccepted, nil), after: 2, lastHash: old.previousHash,
                digest: stores.digest)
            try await stores.tamper(
                """
                UPDATE audit_entries SET action = $2, hash = $3
                WHERE chain = $1 AND sequence = 3
                """, Self.values + [.text(forged.fields.action), .bytes(forged.hash)])
        }
    }

    @Test(arguments: StorageUnderTest.all, [Int64(1), 3, 4])
    func deletionIsFound(storage: StorageUnderTest, sequence: Int64) async throws {
        try await expectFlaw(.gap(chain: Self.chain, sequence: sequence), on: storage) { stores in
            try await stores.tamper(
                "DELETE FROM audit_entries WHERE chain = $1 AND sequence = $2",
                Self.values + [.integer(sequence)])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func deletionWithRenumberingIsFound(storage: StorageUnderTest) async throws {
        try await expectFlaw(.altered(chain: Self.chain, sequence: 3), on: storage) { stores in
            try await stores.tamper(
                "DELETE FROM audit_entries WHERE chain = $1 AND sequence = 3", Self.values)
            for sequence in [Int64(4), 5] {
                try await stores.tamper(
                    """
                    UPDATE audit_entries SET sequence = sequence - 1
                    WHERE chain = $1 AND sequence = $2
                    """, Self.values + [.integer(sequence)])
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func exchangedEntriesAreFound(storage: StorageUnderTest) async throws {
        try await expectFlaw(.altered(chain: Self.chain, sequence: 2), on: storage) { stores in
            for (from, to) in [(Int64(2), Int64(99)), (3, 2), (99, 3)] {
                try await stores.tamper(
                    "UPDATE audit_entries SET sequence = $3 WHERE chain = $1 AND sequence = $2",
                    Self.values + [.integer(from), .integer(to)])
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func cutTailIsFound(storage: StorageUnderTest) async throws {
        let flaw = Audit.Flaw.truncated(chain: Self.chain, expected: 5, found: 3)
        try await expectFlaw(flaw, on: storage) { stores in
            try await stores.tamper(
                "DELETE FROM audit_entries WHERE chain = $1 AND sequence > 3", Self.values)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func cutChainIsFound(storage: StorageUnderTest) async throws {
        let flaw = Audit.Flaw.truncated(chain: Self.chain, expected: 5, found: 0)
        try await expectFlaw(flaw, on: storage) { stores in
            try await stores.tamper("DELETE FROM audit_entries WHERE chain = $1", Self.values)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func removedHeadIsFound(storage: StorageUnderTest) async throws {
        let flaw = Audit.Flaw.truncated(chain: Self.chain, expected: 0, found: 5)
        try await expectFlaw(flaw, on: storage) { stores in
            try await stores.tamper("DELETE FROM audit_heads WHERE chain = $1", Self.values)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func exchangedHeadHashIsFound(storage: StorageUnderTest) async throws {
        try await expectFlaw(.altered(chain: Self.chain, sequence: 5), on: storage) { stores in
            try await stores.tamper(
                "UPDATE audit_heads SET hash = $2 WHERE chain = $1",
                Self.values + [.bytes(Sample.hash("forged"))])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func entryMovedToAnotherChainIsFoundInBoth(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await fill(stores)
            try await stores.tamper(
                "UPDATE audit_entries SET chain = $2, sequence = 2 WHERE chain = $1 AND sequence = 5",
                Self.values + [.text(account.id.text)])
            let flaws = try await stores.auditFlaws()
            #expect(flaws.contains(.truncated(chain: Self.chain, expected: 5, found: 4)))
            #expect(flaws.contains(.altered(chain: account.id.text, sequence: 2)))
        }
    }

    private static let chain = Audit.deploymentChain
    private static let values: [SQLValue] = [.text(chain)]

    private func fill(_ stores: Stores) async throws {
        for _ in 0..<5 { try await stores.audit.append(Sample.entry(.codeRefused, nil)) }
    }

    private func expectFlaw(
        _ flaw: Audit.Flaw, on storage: StorageUnderTest,
        after tampering: (Stores) async throws -> Void
    ) async throws {
        try await storage.withStores { stores in
            try await stores.addAccount()
            try await fill(stores)
            #expect(try await stores.auditFlaws() == [])
            try await tampering(stores)
            #expect(try await stores.auditFlaws() == [flaw])
        }
    }
}
