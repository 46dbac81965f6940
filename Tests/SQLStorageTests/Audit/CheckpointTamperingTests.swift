import TestSupport
import Testing

@testable import AuthDomain
@testable import SQLStorage

/// Whoever rewrites history so well that every chain is right in itself is found by what was signed.
@Suite struct CheckpointTamperingTests {
    private static let now = Sample.morning + .minutes(10)
    private static let chain = Audit.deploymentChain

    /// A log with two checkpoints, of which the first is kept elsewhere, and one entry behind them.
    private func withLog(
        _ storage: StorageUnderTest, _ body: (Stores, _ kept: String) async throws -> Void
    ) async throws {
        try await storage.withStores { stores in
            for name in ["ana", "ben", "cem"] { try await stores.addAccount(name) }
            for minute in 1...6 { try await append(minute, to: stores) }
            _ = try await stores.checkpointer().run(now: Self.now, complete: true)
            let kept = try #require(try await stores.checkpoints.latest()).jws
            for minute in 7...9 { try await append(minute, to: stores) }
            _ = try await stores.checkpointer().run(now: Self.now + .minutes(1), complete: true)
            try await append(12, to: stores)
            #expect(try await stores.logFlaws(trusted: kept) == [])
            #expect(try await stores.checkpoints.latest()?.number == 2)
            try await body(stores, kept)
        }
    }

    private func append(_ minute: Int, to stores: Stores) async throws {
        try await stores.audit.append(
            Audit.Entry(
                .passwordRefused, account: nil, by: .person, at: Sample.morning + .minutes(minute),
                source: Sample.source))
    }

    /// Replaces the deployment's chain by one of `count` entries that is right in itself, with its head.
    private func forge(_ count: Int, in stores: Stores) async throws -> Audit.Head {
        try await stores.tamper("DELETE FROM audit_entries WHERE chain = $1", [.text(Self.chain)])
        try await stores.tamper("DELETE FROM audit_heads WHERE chain = $1", [.text(Self.chain)])
        for minute in 1...count { try await append(minute + 100, to: stores) }
        let heads = try await stores.audit.heads(after: nil, limit: 100)
        #expect(try await stores.auditFlaws() == [])
        return try #require(heads.first { $0.chain == Self.chain })
    }

    @Test(arguments: StorageUnderTest.all, [3, 9, 10, 20])
    func aRewrittenChainIsFoundAlthoughItsHeadFits(storage: StorageUnderTest, count: Int) async throws {
        try await withLog(storage) { stores, kept in
            _ = try await forge(count, in: stores)
            for trusted in [nil, kept] {
                let flaws = try await stores.logFlaws(trusted: trusted)
                #expect(flaws.contains { $0.chain == Self.chain || $0 == .notAsSigned(checkpoint: 2) })
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aRewrittenChainIsFoundAlthoughTheTreeWasRewrittenToo(storage: StorageUnderTest) async throws {
        try await withLog(storage) { stores, kept in
            let head = try await forge(9, in: stores)
            try await stores.tamper(
                """
                UPDATE audit_marks SET last_sequence = $1, hash = $2
                WHERE position = (SELECT position FROM audit_leaves WHERE chain = $3)
                """, [.integer(head.sequence), .bytes(head.hash), .text(Self.chain)])
            #expect(try await stores.logFlaws() == [.notAsSigned(checkpoint: 2)])
            #expect(
                try await stores.logFlaws(trusted: kept)
                    == [.notAsSigned(checkpoint: 2), .notAsSigned(checkpoint: 1)])
            // And nothing of it is ever signed.
            try await append(200, to: stores)
            let outcome = try await stores.checkpointer().run(now: Self.now + .minutes(5), complete: true)
            #expect(outcome == .refused(number: 2))
            // Not even when the kept hashes of the tree fit.
            let leaves = try await stores.checkpoints.leaves(at: 0..<10, asOf: 2)
            let root = Audit.TreeHash.root(
                of: leaves.map { $0.treeHash(digest: stores.digest) }, digest: stores.digest)
            try await stores.tamper("UPDATE audit_buckets SET hash = $1", [.bytes(root)])
            let second = try await stores.checkpointer().run(now: Self.now + .minutes(9), complete: true)
            #expect(second == .refused(number: 2))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aRewrittenChainThatGrowsIsNotSigned(storage: StorageUnderTest) async throws {
        try await withLog(storage) { stores, _ in
            _ = try await forge(12, in: stores)
            let alone = try await stores.checkpointer().run(now: Self.now + .minutes(3), complete: true)
            #expect(alone == .refused(number: 2))
            try await stores.addAccount("dan")
            guard
                case .made(let checkpoint, let withheld) = try await stores.checkpointer().run(
                    now: Self.now + .minutes(5), complete: true)
            else { return #expect(Bool(false), "no checkpoint") }
            #expect(withheld == [Self.chain])
            #expect(checkpoint.size == 5)
            #expect(try await stores.logFlaws() == [.rewritten(chain: Self.chain, sequence: 9)])
        }
    }

    @Test(arguments: StorageUnderTest.all.prefix(1))
    func whatIsStagedIsSignedAndNotWhatTheDatabaseMakesOfIt(storage: StorageUnderTest) async throws {
        try await withLog(storage) { stores, _ in
            try await stores.tamper(
                """
                CREATE TRIGGER meddle AFTER INSERT ON audit_marks WHEN NEW.checkpoint = 3 BEGIN
                    UPDATE audit_marks SET hash = zeroblob(32) WHERE position = NEW.position AND checkpoint = 3;
                END
                """)
            guard
                case .made(let checkpoint, withheld: []) = try await stores.checkpointer().run(
                    now: Self.now + .minutes(3), complete: false)
            else { return #expect(Bool(false), "no checkpoint") }
            let leaves = try await stores.checkpoints.leaves(at: 0..<10, asOf: 3)
            let forged = Audit.TreeHash.root(
                of: leaves.map { $0.treeHash(digest: stores.digest) }, digest: stores.digest)
            #expect(checkpoint.root != forged)
            #expect(try await stores.logFlaws().contains(.notAsSigned(checkpoint: 3)))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aMarkThatSomebodyElseMadeForTheNextCheckpointIsNotTaken(storage: StorageUnderTest) async throws {
        try await withLog(storage) { stores, _ in
            // As if it were put in between: nothing discards it, and its chain did not grow.
            try await stores.tamper(
                """
                INSERT INTO audit_marks (position, checkpoint, first_sequence, last_sequence, hash)
                SELECT position, 4, 1, 99, hash FROM audit_marks WHERE checkpoint = 1 AND position = 0
                """)
            var draft = Audit.CheckpointDraft(number: 4, size: 4, signedAt: nil, buckets: [[]])
            let chain = try #require(try await stores.checkpoints.leaves(at: 0..<1, asOf: 2).first?.chain)
            let checkpointer = stores.checkpointer()
            #expect(try await checkpointer.stage([chain], &draft))
            #expect(draft.withheld == [chain] && draft.changed.isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all, [-1, -1025, 4096])
    func aPlaceThatNobodyWasGivenIsNotTaken(storage: StorageUnderTest, position: Int64) async throws {
        try await withLog(storage) { stores, _ in
            let stray = Sample.id(Account.self)
            try await stores.audit.append(Sample.entry(.codeRefused, stray, at: Self.now + .minutes(2)))
            let head = try #require(try await stores.audit.heads(after: nil, limit: 9).first { $0.chain == stray.text })
            let outcome = try await stores.checkpointer().run(now: Self.now + .minutes(3), complete: false)
            guard case .made = outcome else { return #expect(Bool(false), "\(outcome)") }
            // A chain that is right in itself, at a place of the attacker's choice.
            try await stores.tamper(
                "UPDATE audit_leaves SET position = $1 WHERE chain = $2", [.integer(position), .text(stray.text)])
            try await stores.tamper(
                "UPDATE audit_marks SET position = $1 WHERE last_sequence = 1 AND hash = $2",
                [.integer(position), .bytes(head.hash)])
            try await stores.audit.append(Sample.entry(.codeRefused, stray, at: Self.now + .minutes(4)))
            for (minute, complete) in [(5, false), (7, true)] {
                let outcome = try await stores.checkpointer().run(now: Self.now + .minutes(minute), complete: complete)
                #expect(outcome == .refused(number: 3) || outcome == .unchanged, "\(outcome)")
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aCheckpointOfAClockThatWasAheadHidesNothing(storage: StorageUnderTest) async throws {
        try await withLog(storage) { stores, _ in
            guard
                case .made = try await stores.checkpointer().run(now: Self.now + .days(1), complete: false)
            else { return #expect(Bool(false), "no checkpoint") }
            try await append(20, to: stores)
            guard
                case .made(let next, withheld: []) = try await stores.checkpointer().run(
                    now: Self.now + .minutes(12), complete: false)
            else { return #expect(Bool(false), "no checkpoint") }
            #expect(next.number == 4)
            #expect(try await stores.logFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aDutyIsRenewedByItsHolderAlone(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let (one, two) = (Audit.Duty("x", holder: "one"), Audit.Duty("x", holder: "two"))
            #expect(try await stores.duties.claim(one, now: Self.now, until: Self.now + .minutes(5)))
            try await stores.duties.renew(two, by: .minutes(9))
            try await stores.duties.renew(one, by: .minutes(5))
            #expect(try await !stores.duties.claim(two, now: Self.now + .minutes(9), until: Self.now + .minutes(14)))
            #expect(try await stores.duties.claim(two, now: Self.now + .minutes(10), until: Self.now + .minutes(14)))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aChainThatLostItsPlaceGetsNoOther(storage: StorageUnderTest) async throws {
        try await withLog(storage) { stores, _ in
            try await stores.tamper("DELETE FROM audit_leaves WHERE chain = $1", [.text(Self.chain)])
            let outcome = try await stores.checkpointer().run(now: Self.now + .minutes(3), complete: true)
            #expect(outcome == .refused(number: 2))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aCheckpointsUnsignedMomentKeepsNobodyWaiting(storage: StorageUnderTest) async throws {
        try await withLog(storage) { stores, _ in
            try await stores.tamper("UPDATE audit_checkpoints SET at = 9000000000000000 WHERE number = 2")
            guard
                case .made(let checkpoint, withheld: []) = try await stores.checkpointer().run(
                    now: Self.now + .minutes(3), complete: false)
            else { return #expect(Bool(false), "no checkpoint") }
            #expect(checkpoint.number == 3)
            let stranger = Audit.Duty("audit.checkpoint", holder: "stranger")
            let later = Self.now + .minutes(9)
            #expect(try await stores.duties.claim(stranger, now: later, until: later + .minutes(30)))
            #expect(try await stores.checkpointer().run(now: later, complete: false) == .notMine)
            try await append(14, to: stores)
            let findings = try await stores.console.findings(at: Self.now + .minutes(60))
            #expect(findings.checkpointBehindSince == Sample.morning + .minutes(14))
            // A claim for longer than anybody's was made by a wrong clock, or by somebody else.
            try await stores.tamper("UPDATE audit_duties SET until = 9000000000000000")
            guard case .made = try await stores.checkpointer().run(now: later, complete: false) else {
                return #expect(Bool(false), "no checkpoint")
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aTruncatedChainIsFoundAlthoughItsHeadWasMovedBack(storage: StorageUnderTest) async throws {
        try await withLog(storage) { stores, _ in
            let entry = try #require(
                try await stores.audit.entries(of: Self.chain, after: 6, limit: 1).first)
            try await stores.tamper(
                "DELETE FROM audit_entries WHERE chain = $1 AND sequence > 7", [.text(Self.chain)])
            try await stores.tamper(
                "UPDATE audit_heads SET sequence = 7, hash = $2 WHERE chain = $1",
                [.text(Self.chain), .bytes(entry.hash)])
            #expect(try await stores.auditFlaws() == [])
            #expect(try await stores.logFlaws() == [.rewritten(chain: Self.chain, sequence: 9)])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aChainThatVanishedIsFound(storage: StorageUnderTest) async throws {
        try await withLog(storage) { stores, kept in
            try await stores.tamper("DELETE FROM audit_entries WHERE chain = $1", [.text(Self.chain)])
            try await stores.tamper("DELETE FROM audit_heads WHERE chain = $1", [.text(Self.chain)])
            #expect(try await stores.auditFlaws() == [])
            #expect(try await !stores.logFlaws().isEmpty)
            let position = "(SELECT position FROM audit_leaves WHERE chain = $1)"
            try await stores.tamper("DELETE FROM audit_marks WHERE position = \(position)", [.text(Self.chain)])
            try await stores.tamper("DELETE FROM audit_leaves WHERE chain = $1", [.text(Self.chain)])
            #expect(try await stores.logFlaws() == [.notAsSigned(checkpoint: 2)])
            #expect(
                try await stores.logFlaws(trusted: kept)
                    == [.notAsSigned(checkpoint: 2), .notAsSigned(checkpoint: 1)])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aSignedCheckpointCannotBeRemovedOrReplaced(storage: StorageUnderTest) async throws {
        try await withLog(storage) { stores, kept in
            let signer = TestCheckpointSigner()
            let second = try #require(try await stores.checkpoints.latest())
            let said = try #require(try await signer.read(second.jws))
            // With the key itself: only a copy elsewhere helps.
            let other = try await signer.sign(
                Audit.Checkpoint(
                    number: 1, at: Self.now, size: 4, root: said.root, previous: Audit.genesisHash))
            try await stores.tamper("UPDATE audit_checkpoints SET jws = $1 WHERE number = 1", [.text(other)])
            #expect(try await stores.logFlaws(trusted: kept).contains(.checkpointAltered(number: 1)))
            #expect(try await stores.logFlaws().contains(.checkpointAltered(number: 2)))

            try await stores.tamper("DELETE FROM audit_checkpoints WHERE number = 1", [])
            #expect(try await stores.logFlaws().contains(.checkpointMissing(number: 1)))
            try await stores.tamper("DELETE FROM audit_checkpoints", [])
            #expect(try await stores.logFlaws(trusted: kept).contains(.checkpointMissing(number: 1)))
            #expect(try await stores.logFlaws(trusted: "rubbish").contains(.checkpointUnknown))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aServerThatMadeCheckpointsDoesNotBeginAgain(storage: StorageUnderTest) async throws {
        try await withLog(storage) { stores, _ in
            try await stores.tamper("DELETE FROM audit_checkpoints WHERE number = 2")
            let outcome = try await stores.checkpointer().run(
                now: Self.now + .minutes(5), complete: true, known: 2)
            #expect(outcome == .refused(number: 2))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aCheckpointThatNobodySignedIsFoundAndNotExtended(storage: StorageUnderTest) async throws {
        try await withLog(storage) { stores, _ in
            let second = try #require(try await stores.checkpoints.latest())
            try await stores.tamper(
                "UPDATE audit_checkpoints SET jws = $1 WHERE number = 2", [.text(second.jws + "0")])
            #expect(try await stores.logFlaws().contains(.checkpointAltered(number: 2)))
            let outcome = try await stores.checkpointer().run(now: Self.now + .minutes(5), complete: true)
            #expect(outcome == .refused(number: 2))
        }
    }
}
