import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``AuditStore`` keeps: one intact chain per account.
@Suite struct AuditStoreTests {
    @Test(arguments: StorageUnderTest.all)
    func entriesOfAnAccountFormOneChain(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            try await stores.audit.append(Sample.entry(.codeRefused, account.id))
            try await stores.audit.append(Sample.entry(.passwordRefused, nil))
            try await stores.audit.append(Sample.entry(.codeAccepted, account.id))

            let entries = try await stores.audit.entries(
                of: account.id.text, after: 0, limit: 10)
            #expect(entries.map(\.sequence) == [1, 2, 3])
            #expect(entries.first?.previousHash == Audit.genesisHash)
            #expect(entries.dropFirst().map(\.previousHash) == entries.dropLast().map(\.hash))
            #expect(try await stores.actions(of: nil) == [.passwordRefused])
            #expect(try await stores.auditFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func storedFieldsComeBackUnchanged(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let entry = Audit.Entry(
                .deviceRevoked, account: account.id, by: .administrator(account.id),
                subject: "x=1", details: [Audit.Detail("device", "Țeavă 📱 'quoted'; -- $1")],
                at: Instant(milliseconds: 1_800_000_000_001),
                source: RequestSource(
                    address: "2001:db8::1", userAgent: "Ünïcode \"agent\"", reference: ""))
            try await stores.audit.append(entry)
            let stored = try await stores.audit.entries(of: account.id.text, after: 1, limit: 1)
            #expect(stored.map(\.fields) == [Audit.StoredFields(entry)])
            #expect(try await stores.auditFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func parallelWritesLeaveEveryChainIntact(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let people = [try await stores.addAccount("ana"), try await stores.addAccount("ben")]
            _ = try await race(60) { number in
                let account = number % 3 == 2 ? nil : people[number % 3].id
                try await stores.audit.append(Sample.entry(.codeRefused, account))
            }
            let heads = try await stores.audit.heads(after: nil, limit: 10)
            #expect(heads.map(\.sequence).sorted() == [20, 21, 21])
            #expect(try await stores.auditFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func entriesAndHeadsAreReadInPages(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for name in ["ana", "ben", "cem"] { try await stores.addAccount(name) }
            for _ in 0..<5 { try await stores.audit.append(Sample.entry(.codeRefused, nil)) }
            let chain = Audit.deploymentChain
            let page = try await stores.audit.entries(of: chain, after: 2, limit: 2)
            #expect(page.map(\.sequence) == [3, 4])
            #expect(try await stores.audit.entries(of: chain, after: 5, limit: 2).isEmpty)

            let first = try await stores.audit.heads(after: nil, limit: 3)
            let rest = try await stores.audit.heads(after: first.last?.chain, limit: 3)
            #expect(first.count == 3)
            #expect(rest.count == 1)
            #expect(Set((first + rest).map(\.chain)).count == 4)
        }
    }
}
