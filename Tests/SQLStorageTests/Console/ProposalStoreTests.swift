import AuthDomain
import TestSupport
import Testing

/// A change that two must want happens once, or not at all.
@Suite struct ProposalStoreTests {
    private static let now = Sample.morning

    private func proposal(
        by author: Account, for account: Account?, _ kind: Console.Proposal.Kind = .disable, detail: String = "",
        at moment: Instant = now
    ) -> Console.Proposal {
        Console.Proposal(
            id: Sample.id(), kind: kind, account: account?.id, detail: detail, proposedBy: author.id,
            createdAt: moment, expiresAt: moment + Console.Proposal.life)
    }

    private func add(_ proposal: Console.Proposal, _ stores: Stores) async throws -> Bool {
        try await stores.proposals.add(proposal, recording: Sample.record(.proposalMade, nil))
    }

    private func end(
        _ proposal: Console.Proposal, _ ending: Console.Proposal.Ending, _ account: Account, _ stores: Stores,
        at moment: Instant = now
    ) async throws -> Bool {
        try await stores.proposals.end(
            proposal, as: ending, by: account.id, at: moment, recording: Sample.record(.proposalApproved, nil))
    }

    @Test(arguments: StorageUnderTest.all)
    func theSameIsProposedOnceAtATime(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (ada, maria) = (try await stores.addAccount("ada"), try await stores.addAccount("maria"))
            let added = try await race(20) { _ in try await add(proposal(by: ada, for: maria), stores) }
            #expect(added.count { $0 } == 1)
            #expect(try await add(proposal(by: ada, for: maria, .giveRole, detail: "admin"), stores))
            #expect(try await stores.proposals.open(at: Self.now).count == 2)
            let later = Self.now + Console.Proposal.life
            #expect(try await stores.proposals.open(at: later) == [])
            #expect(try await add(proposal(by: ada, for: maria, at: later), stores))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whoProposesDoesNotAgreeAndOthersDoNotWithdraw(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (ada, ben) = (try await stores.addAccount("ada"), try await stores.addAccount("ben"))
            let one = proposal(by: ada, for: nil, .policy, detail: "{}")
            #expect(try await add(one, stores))
            #expect(try await !end(one, .approved, ada, stores))
            #expect(try await !end(one, .refused, ada, stores))
            #expect(try await !end(one, .withdrawn, ben, stores))
            #expect(try await !end(one, .approved, ben, stores, at: one.expiresAt))
            #expect(try await stores.proposals.open(at: Self.now) == [one])
            #expect(try await end(one, .withdrawn, ada, stores))
            #expect(try await !end(one, .approved, ben, stores))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofManyWhoAgreeOneDoes(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (ada, ben) = (try await stores.addAccount("ada"), try await stores.addAccount("ben"))
            let one = proposal(by: ada, for: ben)
            #expect(try await add(one, stores))
            let ended = try await race(20) { number in
                try await end(one, number.isMultiple(of: 2) ? .approved : .refused, ben, stores)
            }
            #expect(ended.count { $0 } == 1)
            #expect(try await stores.actions(of: nil).count { $0 == .proposalApproved } == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func thereIsAnEndToProposals(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (ada, ben) = (try await stores.addAccount("ada"), try await stores.addAccount("ben"))
            var added = 0
            for number in 0..<25 {
                if try await add(proposal(by: ada, for: nil, .policy, detail: "\(number)"), stores) { added += 1 }
            }
            #expect(added == 20)
            #expect(try await stores.console.findings(at: Self.now).proposals == 20)
            #expect(try await !add(proposal(by: ben, for: nil, .policy, detail: "0"), stores), "the same")
            #expect(try await add(proposal(by: ben, for: nil, .policy, detail: "x"), stores), "others still can")
        }
    }
}
