import AuthDomain

/// Who waits, who works and whether the database answers. A plain value behind the pool's lock.
struct PoolState {
    /// What a caller does after handing in a job.
    enum Admission {
        /// A connection that was idle takes it on.
        case start(PostgresLease)
        /// Open one more connection.
        case open
        /// A connection will come to it.
        case waiting
        case refused(StoreError)
    }

    /// What a connection does next.
    enum Turn {
        case run(PostgresJob)
        /// Runs a job that collided; of these only one runs at a time.
        case runAgain(PostgresJob)
        /// Nothing to do: it is kept.
        case rest
        /// It ends.
        case end
    }

    private let options: PostgresEngine.Options
    private var waiting = JobQueue()
    private var collided = JobQueue()
    private var isRunningAgain = false
    private var idle: [PostgresLease] = []
    private var leases = 0
    private var outage: Outage?
    private var isClosing = false
    private var closers: [CheckedContinuation<Void, Never>] = []

    /// Since when the database has not taken a connection.
    private struct Outage {
        let since: ContinuousClock.Instant
        var failures = 0
        var error: StoreError
        /// Whether somebody will try again.
        var isRetryPlanned = false
    }

    /// How long an outage lasts before new work is refused at once.
    static let patience: Duration = .seconds(1)

    init(options: PostgresEngine.Options) { self.options = options }

    /// Connections that are open or being opened.
    var connections: Int { leases }
    /// Transactions that wait for one.
    var jobsWaiting: Int { waiting.count + collided.count }

    /// Takes a job, if there is room and hope.
    mutating func admit(_ job: PostgresJob, at now: ContinuousClock.Instant) -> Admission {
        guard !isClosing else { return .refused(.unavailable(reason: "the database is closed")) }
        if idle.isEmpty, let outage, now - outage.since > Self.patience { return .refused(outage.error) }
        guard jobsWaiting < options.queueLimit else {
            return .refused(.unavailable(reason: "too many transactions are waiting"))
        }
        waiting.append(job)
        if let lease = idle.popLast() { return .start(lease) }
        // In an outage one connection at a time tries; see ``failed(with:at:)``.
        guard leases < options.connections, outage == nil else { return .waiting }
        leases += 1
        return .open
    }

    /// Gives `lease`, which has a working session, its next job.
    mutating func turn(of lease: PostgresLease) -> Turn {
        if !isRunningAgain, let job = collided.popFirst() {
            isRunningAgain = true
            return .runAgain(job)
        }
        if let job = waiting.popFirst() { return .run(job) }
        guard !isClosing else {
            leases -= 1
            return .end
        }
        idle.append(lease)
        return .rest
    }

    /// Notes that the one job that was running again has ended.
    mutating func endRunningAgain() { isRunningAgain = false }

    /// Takes back a job that collided.
    mutating func takeCollided(_ job: PostgresJob) { collided.append(job.again) }

    /// Takes back a job whose connection was lost: it is the next.
    mutating func takeBack(_ job: PostgresJob) { waiting.prepend(job) }

    /// Notes that a connection was made, or that one has done its work: the database answers.
    mutating func connected() { outage = nil }

    /// Notes that no connection could be made.
    ///
    /// Connections that rest stay: they may be good, when only one more was refused. If they are
    /// not, whoever takes them next finds out.
    ///
    /// - Returns: After what time to try again; `nil`: somebody else does.
    mutating func failed(
        with error: StoreError, at now: ContinuousClock.Instant
    ) -> Duration? {
        leases -= 1
        guard !isClosing else { return nil }
        var outage = self.outage ?? Outage(since: now, error: error)
        defer { self.outage = outage }
        outage.failures += 1
        outage.error = error
        if outage.isRetryPlanned { return nil }
        outage.isRetryPlanned = true
        return .milliseconds(Int64(min(50 << min(outage.failures, 6), 2000)) + Int64.random(in: 0...50))
    }

    /// Lets the planned retry open a connection.
    mutating func claimRetry() -> Bool {
        outage?.isRetryPlanned = false
        guard !isClosing, leases < options.connections, outage != nil || jobsWaiting > 0 else {
            return false
        }
        leases += 1
        return true
    }

    /// Jobs that waited too long, to be refused; all of them when the outage lasts.
    mutating func takeExpired(at now: ContinuousClock.Instant) -> [(PostgresJob, StoreError)] {
        let isHopeless = outage.map { now - $0.since > Self.patience } ?? false
        let error = outage?.error ?? .unavailable(reason: "no database connection was free in time")
        let expired =
            waiting.removeAll { isHopeless || $0.deadline <= now }
            + collided.removeAll { isHopeless || $0.deadline <= now }
        return expired.map { ($0, error) }
    }

    /// How many more connections may be opened for jobs that wait.
    mutating func claimOpenings() -> Int {
        guard outage == nil, !isClosing else { return 0 }
        let openings = max(0, min(jobsWaiting, options.connections - leases))
        leases += openings
        return openings
    }

    /// Refuses new work from now on; `closer` waits for the work that was taken.
    ///
    /// - Returns: Connections that rest and may end now.
    mutating func beginClosing(_ closer: CheckedContinuation<Void, Never>) -> [PostgresLease] {
        isClosing = true
        closers.append(closer)
        defer { idle = [] }
        leases -= idle.count
        return idle
    }

    /// Those who wait for the pool to be empty, when it is.
    mutating func takeClosersIfEmpty() -> [CheckedContinuation<Void, Never>] {
        guard isClosing, leases == 0 else { return [] }
        defer { closers = [] }
        return closers
    }
}

/// Jobs in the order in which they came. Taking the first costs the same however many wait.
struct JobQueue {
    private var jobs: [PostgresJob?] = []
    private var start = 0

    var count: Int { jobs.count - start }

    mutating func append(_ job: PostgresJob) { jobs.append(job) }

    mutating func prepend(_ job: PostgresJob) {
        if start > 0 {
            start -= 1
            jobs[start] = job
        } else {
            jobs.insert(job, at: 0)
        }
    }

    mutating func popFirst() -> PostgresJob? {
        guard start < jobs.count else { return nil }
        let job = jobs[start]
        jobs[start] = nil
        start += 1
        if start > 64, start * 2 > jobs.count {
            jobs.removeFirst(start)
            start = 0
        }
        return job
    }

    /// Removes the jobs that `condition` picks, and returns them.
    mutating func removeAll(where condition: (PostgresJob) -> Bool) -> [PostgresJob] {
        let all = jobs[start...].compactMap { $0 }
        let removed = all.filter(condition)
        guard !removed.isEmpty else { return [] }
        jobs = all.filter { !condition($0) }
        start = 0
        return removed
    }
}
