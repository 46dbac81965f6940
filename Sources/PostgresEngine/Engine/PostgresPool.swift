import AuthDomain
import Dispatch
import SQLStorage
import Synchronization

/// A connection's place in the pool: a thread of its own and the session that runs there.
final class PostgresLease: Sendable {
    /// A serial queue: one thread at a time, which may block.
    let thread: DispatchQueue
    /// The session, while there is one. Used on ``thread`` only.
    let session = Mutex<PostgresSession?>(nil)

    init() { thread = DispatchQueue(label: "countersign.postgresql") }
}

/// Connections that share the work, opened when needed, replaced when lost.
final class PostgresPool: Sendable {
    private let address: PostgresAddress
    private let options: PostgresEngine.Options
    private let state: Mutex<PoolState>
    private let clock = DispatchQueue(label: "countersign.postgresql.clock")

    init(_ address: PostgresAddress, options: PostgresEngine.Options) {
        self.address = address
        self.options = options
        state = Mutex(PoolState(options: options))
        watch()
    }

    /// Connections that are open or being opened.
    var connections: Int { state.withLock { $0.connections } }

    /// Runs `job` as soon as a connection is free.
    func submit(_ job: PostgresJob) {
        switch state.withLock({ $0.admit(job, at: .now) }) {
        case .start(let lease): lease.thread.async { self.serve(lease) }
        case .open: open()
        case .waiting: break
        case .refused(let error): job.submission.refuse(error)
        }
    }

    /// Opens a connection on a thread of its own and lets it work.
    private func open() {
        let lease = PostgresLease()
        lease.thread.async { if self.connect(lease) { self.serve(lease) } }
    }

    /// Whether `lease` has a session now. If not, the lease is over, and another is tried later.
    private func connect(_ lease: PostgresLease) -> Bool {
        do throws(StoreError) {
            try lease.session.withLock { session throws(StoreError) in
                session = try PostgresSession(address, options: options)
            }
            state.withLock { $0.connected() }
            // Others may have waited for the database to come back.
            for _ in 0..<state.withLock({ $0.claimOpenings() }) { open() }
            return true
        } catch {
            let pause = state.withLock { $0.failed(with: error, at: .now) }
            if let pause {
                lease.thread.asyncAfter(deadline: .now() + pause.timeInterval) {
                    if self.state.withLock({ $0.claimRetry() }) { self.open() }
                }
            }
            resumeClosersIfEmpty()
            return false
        }
    }

    /// Works until nothing waits.
    private func serve(_ lease: PostgresLease) {
        while true {
            if lease.session.withLock({ $0?.isStale ?? true }) {
                lease.session.withLock { $0 = nil }
                guard connect(lease) else { return }
            }
            switch state.withLock({ $0.turn(of: lease) }) {
            case .run(let job):
                run(job, on: lease)
            case .runAgain(let job):
                Self.sleep(job.pause)
                run(job, on: lease)
                state.withLock { $0.endRunningAgain() }
            case .rest:
                return
            case .end:
                lease.session.withLock { $0 = nil }
                return resumeClosersIfEmpty()
            }
        }
    }

    private func run(_ job: PostgresJob, on lease: PostgresLease) {
        guard job.deadline > .now else {
            return job.submission.refuse(.unavailable(reason: "no database connection was free in time"))
        }
        let outcome = lease.session.withLock { session in
            session.map { job.run(on: $0) }
        }
        switch outcome {
        case .answered:
            state.withLock { $0.connected() }
        case .answeredAndLost:
            lease.session.withLock { $0 = nil }
        case .collided(let trouble):
            if trouble.isKeyTaken, job.collisions >= PostgresJob.mostTakenKeys {
                job.submission.refuse(.inconsistent(reason: "a unique key is taken, again and again"))
            } else {
                state.withLock { $0.takeCollided(job) }
            }
        case .lost, nil:
            lease.session.withLock { $0 = nil }
            state.withLock { $0.takeBack(job) }
        }
    }

    /// Looks after jobs that wait too long, for as long as the pool is used.
    private func watch() {
        clock.asyncAfter(deadline: .now() + .milliseconds(250)) { [weak self] in
            guard let self else { return }
            refuseExpired()
            watch()
        }
    }

    private func refuseExpired() {
        for (job, error) in state.withLock({ $0.takeExpired(at: .now) }) {
            job.submission.refuse(error)
        }
    }

    /// Refuses new work, finishes what was taken, and closes every connection.
    func close() async {
        await withCheckedContinuation { closer in
            for lease in state.withLock({ $0.beginClosing(closer) }) {
                lease.thread.async { lease.session.withLock { $0 = nil } }
            }
            resumeClosersIfEmpty()
        }
    }

    private func resumeClosersIfEmpty() {
        for closer in state.withLock({ $0.takeClosersIfEmpty() }) { closer.resume() }
    }

    /// Lets a connection's thread wait.
    private static func sleep(_ span: Duration) {
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + span.timeInterval)
    }
}

extension Duration {
    /// The span for Dispatch.
    fileprivate var timeInterval: DispatchTimeInterval {
        let (seconds, attoseconds) = components
        return .nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
    }
}
