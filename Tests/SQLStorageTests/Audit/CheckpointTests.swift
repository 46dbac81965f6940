import AuthDomain
import TestSupport
import Testing

@testable import SQLStorage

/// What every ``CheckpointStore`` does for those that make checkpoints.
@Suite struct CheckpointTests {
    private static let now = Sample.morning + .minutes(10)

    private static func entry(_ account: Identifier<Account>?, minute: Int = 10) -> Audit.Entry {
        Audit.Entry(
            .codeRefused, account: account, by: .person, at: Sample.morning + .minutes(minute),
            source: Sample.source)
    }

    @Test(arguments: StorageUnderTest.all)
    func aCheckpointSignsTheEndsOfAllChainsWhenSomethingHappened(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for name in ["ana", "ben", "cem"] { try await stores.addAccount(name) }
            let checkpointer = stores.checkpointer()
            guard case .made(let first, withheld: []) = try await checkpointer.run(now: Self.now, complete: false)
            else { return #expect(Bool(false), "no first checkpoint") }
            #expect(first.number == 1 && first.size == 3)
            let leaves = try await stores.checkpoints.leaves(at: 0..<10, asOf: 1)
            #expect(leaves.map(\.position) == [0, 1, 2])
            let hashes = leaves.map { $0.treeHash(digest: stores.digest) }
            #expect(first.root == Audit.TreeHash.root(of: hashes, digest: stores.digest))

            let soon = Self.now + .seconds(30)
            #expect(try await checkpointer.run(now: soon, complete: true) == .notNow)
            let later = Self.now + .minutes(1)
            #expect(try await checkpointer.run(now: later, complete: true) == .unchanged)
            try await stores.audit.append(Self.entry(nil, minute: 11))
            guard case .made(let second, withheld: []) = try await checkpointer.run(now: later, complete: false)
            else { return #expect(Bool(false), "no second checkpoint") }
            #expect(second.number == 2 && second.size == 4)
            let kept = try #require(try await stores.checkpoints.checkpoints(after: 0, limit: 1).first)
            #expect(second.previous == Audit.Checkpoint.hash(of: kept.jws, digest: stores.digest))
            #expect(try await stores.logFlaws() == [])
            #expect(try await stores.logFlaws(trusted: kept.jws) == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofManyServersOneMakesTheCheckpoint(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            try await stores.addAccount()
            let outcomes = try await race(30) { number in
                try await stores.checkpointer("server-\(number)").run(now: Self.now, complete: true)
            }
            let made = outcomes.filter { if case .made = $0 { true } else { false } }
            #expect(made.count == 1)
            #expect(try await stores.checkpoints.checkpoints(after: 0, limit: 10).count == 1)
            #expect(try await stores.logFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anotherServerGoesOnAtOnce(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            try await stores.addAccount()
            _ = try await stores.checkpointer("one").run(now: Self.now, complete: true)
            try await stores.audit.append(Self.entry(nil))
            let next = try await stores.checkpointer("two").run(now: Self.now + .minutes(1), complete: false)
            guard case .made(let checkpoint, withheld: []) = next else {
                Issue.record("\(next)")
                return
            }
            #expect(checkpoint.number == 2)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whoLostTheDutyChangesNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let slow = Audit.Duty("audit.checkpoint", holder: "slow")
            #expect(try await stores.duties.claim(slow, now: Self.now, until: Self.now + .minutes(2)))
            let quick = Audit.Duty("audit.checkpoint", holder: "quick")
            #expect(try await !stores.duties.claim(quick, now: Self.now, until: Self.now + .minutes(2)))
            let later = Self.now + .minutes(3)
            #expect(try await stores.duties.claim(quick, now: later, until: later + .minutes(2)))
            let leaf = Audit.Leaf(
                position: 0, chain: account.id.text, first: 1, last: 1, hash: Audit.genesisHash)
            #expect(try await !stores.checkpoints.stage([leaf], for: 1, by: slow))
            #expect(try await !stores.checkpoints.stage(bucket: 0, hash: [], for: 1, by: slow))
            let signed = Audit.SignedCheckpoint(number: 1, at: Self.now, size: 1, jws: "x")
            #expect(try await !stores.checkpoints.add(signed, by: slow))
            #expect(try await !stores.checkpoints.discard(after: 0, size: 0, by: slow))
            #expect(try await stores.checkpoints.latest() == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatAKilledServerStagedIsForgotten(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            _ = try await stores.checkpointer().run(now: Self.now, complete: true)
            let duty = Audit.Duty("audit.checkpoint", holder: "one")
            let stray = Audit.Leaf(
                position: 1, chain: "nobody", first: 1, last: 9, hash: Sample.hash("stray"))
            let wrong = Audit.Leaf(
                position: 0, chain: account.id.text, first: 1, last: 9, hash: Sample.hash("wrong"))
            #expect(try await stores.checkpoints.stage([stray, wrong], for: 2, by: duty))
            #expect(try await stores.checkpoints.stage(bucket: 0, hash: Sample.hash("x"), for: 2, by: duty))
            #expect(try await stores.logFlaws() == [])
            try await stores.audit.append(Self.entry(account.id))
            let later = Self.now + .minutes(5)
            guard
                case .made(let next, withheld: []) = try await stores.checkpointer("two").run(
                    now: later, complete: false)
            else { return #expect(Bool(false), "no checkpoint") }
            #expect(next.number == 2 && next.size == 1)
            #expect(try await stores.logFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aCancelledRunEndsAndAnotherServerGoesOnAtOnce(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            try await stores.addAccount()
            let run = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await stores.checkpointer("one").run(now: Self.now, complete: true)
            }
            await #expect(throws: StoreError.self) { try await run.value }
            guard case .made = try await stores.checkpointer("two").run(now: Self.now, complete: true) else {
                return #expect(Bool(false), "no checkpoint")
            }
            #expect(try await stores.logFlaws() == [])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theTreeGoesBeyondOneBucket(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let people = (0..<1500).map { _ in Sample.id(Account.self) }
            let recorder = SQLRecorder(digest: stores.digest)
            try await stores.engine.write { connection throws(StoreError) in
                try recorder.append(people.map { Self.entry($0) }, on: connection)
            }
            guard case .made(let first, _) = try await stores.checkpointer().run(now: Self.now, complete: true)
            else { return #expect(Bool(false), "no checkpoint") }
            #expect(first.size == 1500)
            let leaves = try await stores.checkpoints.leaves(at: 0..<2000, asOf: 1)
            let root = Audit.TreeHash.root(
                of: leaves.map { $0.treeHash(digest: stores.digest) }, digest: stores.digest)
            #expect(first.root == root)
            // One changed chain in each bucket, and a new one.
            for chain in [leaves[3].chain, leaves[1400].chain] {
                try await stores.audit.append(Self.entry(Identifier(chain)))
            }
            try await stores.addAccount()
            _ = try await stores.checkpointer().run(now: Self.now + .minutes(1), complete: true)
            #expect(try await stores.checkpoints.buckets(asOf: 2).count == 2)
            #expect(try await stores.checkpoints.latest()?.size == 1501)
            #expect(try await stores.rows("SELECT bucket FROM audit_buckets").count == 2)
            let flaws = try await stores.logFlaws()
            #expect(flaws == [])
        }
    }
}
