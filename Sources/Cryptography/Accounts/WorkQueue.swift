import AuthDomain

/// Who works, who waits, and who must come again later. A plain value behind the pool's lock.
struct WorkQueue {
    /// What becomes of a job.
    enum Admission {
        /// Start a worker with it.
        case start
        /// A worker will come to it.
        case waiting
        /// Not taken; there should be room after this span.
        case full(Duration)
    }

    /// The shortest and longest span that is asked for; `Retry-After` has whole seconds.
    static let retrySpans: ClosedRange<Duration> = .seconds(1) ... .seconds(30)

    private let workers: Int
    private let limit: Int
    private var running = 0
    private var waiting: [@Sendable () -> Void] = []
    /// A moving average of what a job takes.
    private var usualSpan: Duration = .milliseconds(50)

    init(workers: Int, limit: Int) {
        self.workers = workers
        self.limit = limit
    }

    /// How many jobs wait for a worker.
    var count: Int { waiting.count }

    /// Takes a job, if there is room.
    mutating func admit(_ job: @escaping @Sendable () -> Void) -> Admission {
        if running < workers {
            running += 1
            return .start
        }
        guard waiting.count < limit else { return .full(retryAfter) }
        waiting.append(job)
        return .waiting
    }

    /// Ends a job that took `span`.
    ///
    /// - Returns: What the worker does next, oldest first; `nil`: it ends.
    mutating func finish(after span: Duration) -> (@Sendable () -> Void)? {
        usualSpan = (usualSpan * 7 + span) / 8
        guard !waiting.isEmpty else {
            running -= 1
            return nil
        }
        return waiting.removeFirst()
    }

    /// When the queue, as it stands, will be done.
    private var retryAfter: Duration {
        let span = usualSpan * (waiting.count + running) / workers
        return min(max(span, Self.retrySpans.lowerBound), Self.retrySpans.upperBound)
    }
}
