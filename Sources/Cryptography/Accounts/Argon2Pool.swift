import AuthDomain
import Dispatch
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Hashes passwords with Argon2id on a few threads of its own and a queue of limited length.
///
/// Each hash takes 19 MiB and tens of milliseconds of a core. At most `workers` run at a time,
/// at most `queueLimit` wait, and everyone else is told when to come again; so a flood of
/// sign-ins neither fills the memory nor starves other requests.
package final class Argon2Pool: PasswordHashing {
    private let cost: Argon2Cost
    private let random: any Randomness
    private let threads = DispatchQueue(
        label: "countersign.password-hashing", qos: .userInitiated, attributes: .concurrent)
    private let queue: Mutex<WorkQueue>

    /// Makes a pool.
    ///
    /// - Parameters:
    ///   - cost: What a fresh hash costs.
    ///   - workers: Hashes at the same time, at least 1; `nil` for one per core.
    ///   - queueLimit: Most hashes that wait.
    ///   - random: Where salts come from.
    package init(
        cost: Argon2Cost = .standard, workers: Int? = nil, queueLimit: Int = 64,
        random: any Randomness = SystemRandomness()
    ) {
        self.cost = cost
        self.random = random
        let workers = workers ?? ProcessInfo.processInfo.activeProcessorCount
        queue = Mutex(WorkQueue(workers: max(1, workers), limit: max(0, queueLimit)))
    }

    package func hash(_ password: SecretBytes) async throws(HashingError) -> String {
        try await run { [cost, random] () throws(HashingError) in
            let salt = random.bytes(Argon2Cost.saltLength)
            let tag = try Argon2.tag(of: password, salt: salt, cost: cost)
            return PHCHash(cost: cost, salt: salt, tag: tag).text
        }
    }

    package func verify(
        _ password: SecretBytes, against hash: String
    ) async throws(HashingError) -> PasswordVerdict {
        guard let stored = PHCHash(hash) else { throw .malformedHash }
        return try await run { [cost] () throws(HashingError) in
            let tag = try Argon2.tag(
                of: password, salt: stored.salt, cost: stored.cost, length: stored.tag.count)
            let matches = equalInConstantTime(tag, stored.tag)
            return PasswordVerdict(
                matches: matches, needsRehash: matches && stored.differs(from: cost))
        }
    }

    package func spendWork(on password: SecretBytes) async throws(HashingError) {
        _ = try await run { [cost] () throws(HashingError) in
            let salt = [UInt8](repeating: 0, count: Argon2Cost.saltLength)
            return try Argon2.tag(of: password, salt: salt, cost: cost)
        }
    }

    package func understands(_ hash: String) -> Bool {
        PHCHash(hash) != nil
    }

    /// Runs `work` on one of the pool's threads while the caller is suspended.
    private func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(HashingError) -> Value
    ) async throws(HashingError) -> Value {
        let answer = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, HashingError>, Never>) in
            let job: @Sendable () -> Void = {
                do throws(HashingError) {
                    continuation.resume(returning: .success(try work()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
            switch queue.withLock({ $0.admit(job) }) {
            case .start: threads.async { [self] in serve(from: job) }
            case .waiting: break
            case .full(let span):
                continuation.resume(returning: .failure(.overloaded(retryAfter: span)))
            }
        }
        return try answer.get()
    }

    /// One worker: does `first` and then whatever waits.
    private func serve(from first: @escaping @Sendable () -> Void) {
        var next: (@Sendable () -> Void)? = first
        let clock = ContinuousClock()
        while let job = next {
            let span = clock.measure { job() }
            next = queue.withLock { $0.finish(after: span) }
        }
    }
}
