import AuthDomain
import Dispatch
import Testing

@testable import Cryptography

@Suite struct Argon2PoolTests {
    private let cheap = Argon2Cost(memory: 64, passes: 1, lanes: 1) ?? .standard

    @Test func aFreshHashHasTheStandardCostAndMatchesOnlyItsPassword() async throws {
        let pool = Argon2Pool()
        let password = SecretBytes(Array("correct horse".utf8))
        let hash = try await pool.hash(password)
        #expect(hash.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(pool.understands(hash))
        #expect(
            try await pool.verify(password, against: hash)
                == PasswordVerdict(matches: true, needsRehash: false))
        #expect(
            try await pool.verify(SecretBytes(Array("Correct horse".utf8)), against: hash)
                == PasswordVerdict(matches: false, needsRehash: false))
        #expect(try await pool.hash(password) != hash)
    }

    @Test func importedHashesOfOtherProgramsWork() async throws {
        let pool = Argon2Pool()
        let hash =
            "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"
        #expect(
            try await pool.verify(SecretBytes(Array("password".utf8)), against: hash)
                == PasswordVerdict(matches: true, needsRehash: true))
        #expect(
            try await pool.verify(SecretBytes(Array("passwort".utf8)), against: hash)
                == PasswordVerdict(matches: false, needsRehash: false))
    }

    @Test func aHashWithoutBoundsIsRefusedBeforeAnyWork() async throws {
        let pool = Argon2Pool()
        let hash = "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA"
        #expect(!pool.understands(hash))
        await #expect(throws: HashingError.malformedHash) {
            try await pool.verify(SecretBytes([1]), against: hash)
        }
    }

    @Test func aFullQueueSaysWhenToComeAgain() async throws {
        // A salt that never comes keeps the only worker busy.
        let source = HeldRandomness()
        let pool = Argon2Pool(cost: cheap, workers: 1, queueLimit: 2, random: source)
        async let first = pool.hash(SecretBytes([1]))
        await source.waitUntilAsked()
        // Two of six find room in the queue; the others are answered while the worker is held.
        var refusals = 0
        await withTaskGroup(of: HashingError?.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    do throws(HashingError) {
                        try await pool.spendWork(on: SecretBytes([1]))
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            for await case .overloaded(let span)? in group {
                #expect((1...30).contains(span.secondsRoundedUp))
                refusals += 1
                if refusals == 4 { source.release() }
            }
        }
        #expect(refusals == 4)
        _ = try await first
        try await pool.spendWork(on: SecretBytes([1]))
    }

    @Test func manyCallersAreAllServed() async throws {
        let pool = Argon2Pool(cost: cheap, workers: 3, queueLimit: 1000)
        let hash = try await pool.hash(SecretBytes([1]))
        let matches = try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<300 {
                group.addTask {
                    try await pool.verify(SecretBytes([UInt8(index % 2)]), against: hash).matches
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(matches == 150)
    }

    @Test func theSpanOfAFullQueueFollowsTheWork() {
        var queue = WorkQueue(workers: 2, limit: 1)
        func retryAfter() -> Duration? {
            if case .full(let span) = queue.admit({}) { span } else { nil }
        }
        #expect(retryAfter() == nil)
        #expect(retryAfter() == nil)
        #expect(retryAfter() == nil)
        #expect(retryAfter() == .seconds(1))
        for _ in 0..<50 {
            #expect(queue.finish(after: .seconds(8)) != nil)
            #expect(retryAfter() == nil)
        }
        let span = retryAfter() ?? .zero
        #expect(span > .seconds(10) && span < .seconds(13))
        for _ in 0..<50 {
            _ = queue.finish(after: .seconds(100))
            _ = queue.admit {}
        }
        #expect(retryAfter() == .seconds(30))
    }
}

/// Gives its first bytes only once released, and tells when it is asked.
private final class HeldRandomness: Randomness {
    private let asked = AsyncStream<Void>.makeStream()
    private let leave = DispatchSemaphore(value: 0)

    func bytes(_ count: Int) -> [UInt8] {
        asked.continuation.finish()
        leave.wait()
        leave.signal()
        return [UInt8](repeating: 5, count: count)
    }

    func waitUntilAsked() async {
        for await _ in asked.stream {}
    }

    func release() { leave.signal() }
}
