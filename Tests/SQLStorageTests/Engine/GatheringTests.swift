import AuthDomain
import Synchronization
import TestSupport
import Testing

@testable import SQLStorage

/// Requests that come while others are under way go together, and each gets its own answer.
@Suite struct GatheringTests {
    /// Longer than a busy machine keeps anybody waiting.
    private let long: Duration = .seconds(300)

    @Test func whoWaitedTooLongIsRefusedUnrun() async throws {
        // The first group is held up until somebody waits behind it.
        let (gate, opener) = AsyncStream<Void>.makeStream()
        let run = Mutex<[Int]>([])
        let gathering = Gathering<Int, Int>(patience: .zero) { numbers throws(StoreError) in
            run.withLock { $0 += numbers }
            for await _ in gate { break }
            return numbers
        }
        async let first = gathering.submit(1)
        while run.withLock({ $0.isEmpty }) { await Task.yield() }
        async let second = gathering.submit(2)
        while gathering.line == 0 { await Task.yield() }
        opener.finish()
        #expect(try await first == 1)
        do {
            Issue.record("the second one was answered: \(try await second)")
        } catch StoreError.unavailable {
            // As it should be.
        }
        #expect(run.withLock { $0 } == [1])
    }

    @Test func everyRequestGetsItsOwnAnswer() async throws {
        let largest = Mutex(0)
        let gathering = Gathering<Int, Int>(patience: long, largestGroup: 16) { numbers throws(StoreError) in
            largest.withLock { $0 = max($0, numbers.count) }
            await Task.yield()
            return numbers.map { $0 * 2 }
        }
        let answers = try await race(500) { number in
            try await gathering.submit(number) == number * 2
        }
        #expect(answers.count == 500 && answers.allSatisfy { $0 })
        #expect((2...16).contains(largest.withLock { $0 }))
    }

    @Test func onlySoManyGroupsAreUnderWay() async throws {
        let counts = Mutex((now: 0, most: 0))
        let gathering = Gathering<Int, Int>(patience: long, largestGroup: 4, groupsAtOnce: 2) {
            numbers throws(StoreError) in
            counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            await Task.yield()
            counts.withLock { $0.now -= 1 }
            return numbers
        }
        _ = try await race(200) { try await gathering.submit($0) }
        #expect(counts.withLock { $0.now } == 0)
        #expect(counts.withLock { $0.most } <= 2)
    }

    @Test func aBrokenRequestFailsNobodyElse() async throws {
        let gathering = Gathering<Int, Int>(patience: long) { numbers throws(StoreError) in
            await Task.yield()
            if numbers.contains(7) { throw .inconsistent(reason: "seven") }
            return numbers
        }
        let answers = try await race(50) { number in
            do {
                return try await gathering.submit(number)
            } catch StoreError.inconsistent {
                return -1
            }
        }
        #expect(answers.filter { $0 == -1 }.count == 1)
    }

    @Test func anOutageFailsTheGroupOnce() async throws {
        let runs = Mutex(0)
        let gathering = Gathering<Int, Int>(patience: long) { _ throws(StoreError) in
            runs.withLock { $0 += 1 }
            await Task.yield()
            throw .unavailable(reason: "gone")
        }
        let answers = try await race(50) { number in
            do {
                _ = try await gathering.submit(number)
                return false
            } catch StoreError.unavailable {
                return true
            }
        }
        #expect(answers.allSatisfy { $0 })
        #expect(runs.withLock { $0 } < 50)
    }

    @Test func nobodyWaitsInALineThatIsTooLong() async throws {
        // The first group is held up until the line is full and everybody else was refused.
        let (gate, opener) = AsyncStream<Void>.makeStream()
        let isFirst = Mutex(true)
        let refused = Mutex(0)
        let gathering = Gathering<Int, Int>(patience: long, largestGroup: 20_000) { numbers throws(StoreError) in
            let waits = isFirst.withLock { first in
                defer { first = false }
                return first
            }
            if waits { for await _ in gate { break } }
            return numbers
        }
        let answers = try await race(Gathering<Int, Int>.longestLine + 50) { number in
            do {
                return try await gathering.submit(number) == number
            } catch StoreError.unavailable {
                let count = refused.withLock { count in
                    count += 1
                    return count
                }
                if count == 49 { opener.yield() }
                return false
            }
        }
        #expect(refused.withLock { $0 } == 49)
        #expect(answers.filter { $0 }.count == Gathering<Int, Int>.longestLine + 1)
    }
}
