import AuthDomain
import SQLStorage

/// What the engine's threads share: waiting writes, reads in flight, and whether it closes.
///
/// A plain value behind one lock; every method takes an event and says what to do about it.
struct EngineState {
    /// What a caller does after handing in a write.
    enum Admission {
        /// The writer is not running: start it.
        case startWriter
        /// The writer will come to it.
        case waiting
        /// Not taken.
        case refused(StoreError)
    }

    private let limits: SQLiteEngine.Options
    private var waiting: [SQLSubmission] = []
    private var isWriting = false
    private var readsInFlight = 0
    private var isClosing = false
    private var isClosed = false
    private var closers: [CheckedContinuation<Void, Never>] = []

    /// Groups and bodies committed so far.
    private(set) var counters = SQLiteEngine.Counters(groupsCommitted: 0, bodiesCommitted: 0)

    init(limits: SQLiteEngine.Options) {
        self.limits = limits
    }

    /// How many writes wait for the writer.
    var waitingWrites: Int { waiting.count }

    /// Takes a write into the queue, unless it is full or the engine closes.
    mutating func admit(_ submission: SQLSubmission) -> Admission {
        guard !isClosing else { return .refused(.closed) }
        guard waiting.count < limits.writeQueueLimit else {
            return .refused(.unavailable(reason: "too many writes are waiting"))
        }
        waiting.append(submission)
        if isWriting { return .waiting }
        isWriting = true
        return .startWriter
    }

    /// The next group, oldest first; empty when nothing waits, and the writer is then idle.
    mutating func takeGroup() -> [SQLSubmission] {
        let group = Array(waiting.prefix(limits.groupLimit))
        waiting.removeFirst(group.count)
        if group.isEmpty { isWriting = false }
        return group
    }

    /// Counts a committed group.
    mutating func countGroup(bodies: Int) {
        counters.groupsCommitted += 1
        counters.bodiesCommitted += bodies
    }

    /// Lets a read begin.
    ///
    /// - Returns: Why not, or `nil`.
    mutating func beginRead() -> StoreError? {
        guard !isClosing else { return .closed }
        guard readsInFlight < limits.readQueueLimit else {
            return .unavailable(reason: "too many reads are waiting")
        }
        readsInFlight += 1
        return nil
    }

    /// Ends a read that began.
    mutating func endRead() {
        readsInFlight -= 1
    }

    /// Refuses new work from now on; `closer` waits for the work that was taken.
    mutating func beginClosing(_ closer: CheckedContinuation<Void, Never>) {
        isClosing = true
        closers.append(closer)
    }

    /// Those who wait for the engine to be idle, when it is.
    mutating func takeClosersIfIdle() -> [CheckedContinuation<Void, Never>] {
        guard isClosing, !isWriting, waiting.isEmpty, readsInFlight == 0 else { return [] }
        defer { closers = [] }
        return closers
    }

    /// Whether the caller is the one who closes the file.
    mutating func claimClosing() -> Bool {
        defer { isClosed = true }
        return !isClosed
    }
}
