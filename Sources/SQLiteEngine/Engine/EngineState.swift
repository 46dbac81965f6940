import AuthDomain
import SQLStorage

/// What the engine's threads share: waiting writes, reads in flight, and whether it closes.
///
/// A plain value behind one lock; every method takes an event and says what to do about it.
struct EngineState {
    /// What a caller does after handing in a body.
    enum Admission {
        /// Start a thread for it.
        case start
        /// A thread that works will come to it.
        case waiting
        /// Not taken.
        case refused(StoreError)
    }

    private let limits: SQLiteEngine.Options
    private var waiting: [SQLSubmission] = []
    private var isWriting = false
    private var waitingReads: [SQLSubmission] = []
    private var groupsReading = 0
    private var copiesUnderWay = 0
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
        return .start
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

    /// Takes a read into the queue, unless it is full or the engine closes.
    mutating func admitRead(_ submission: SQLSubmission) -> Admission {
        guard !isClosing else { return .refused(.closed) }
        guard waitingReads.count < limits.readQueueLimit else {
            return .refused(.unavailable(reason: "too many reads are waiting"))
        }
        waitingReads.append(submission)
        guard groupsReading < limits.readers else { return .waiting }
        groupsReading += 1
        return .start
    }

    /// The next reads for one connection, oldest first; empty when nothing waits, and the connection
    /// is then idle.
    mutating func takeReads() -> [SQLSubmission] {
        let group = Array(waitingReads.prefix(limits.readGroupLimit))
        waitingReads.removeFirst(group.count)
        if group.isEmpty { groupsReading -= 1 }
        return group
    }

    /// Lets a copy of the file begin.
    ///
    /// - Returns: Why not, or `nil`.
    mutating func beginCopy() -> StoreError? {
        guard !isClosing else { return .closed }
        copiesUnderWay += 1
        return nil
    }

    /// Ends a copy that began.
    mutating func endCopy() { copiesUnderWay -= 1 }

    /// Refuses new work from now on; `closer` waits for the work that was taken.
    mutating func beginClosing(_ closer: CheckedContinuation<Void, Never>) {
        isClosing = true
        closers.append(closer)
    }

    /// Those who wait for the engine to be idle, when it is.
    mutating func takeClosersIfIdle() -> [CheckedContinuation<Void, Never>] {
        guard isClosing, !isWriting, waiting.isEmpty, groupsReading == 0, copiesUnderWay == 0
        else { return [] }
        defer { closers = [] }
        return closers
    }

    /// Whether the caller is the one who closes the file.
    mutating func claimClosing() -> Bool {
        defer { isClosed = true }
        return !isClosed
    }
}
