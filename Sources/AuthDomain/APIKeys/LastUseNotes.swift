import Synchronization

/// When this process last noted the use of each key, so that a minute's first calls do not all
/// write the same row.
///
/// Holds one entry per key that was ever good; only operators make keys.
final class LastUseNotes: Sendable {
    private let moments = Mutex<[Identifier<APIKey>: Instant]>([:])

    /// Whether the use of `key` at `now` is to be written: it was stored and noted before
    /// `earlier`. Of concurrent calls one gets `true`.
    func claim(_ key: APIKey, at now: Instant, unlessAfter earlier: Instant) -> Bool {
        if let stored = key.lastUsedAt, stored > earlier { return false }
        return moments.withLock { moments in
            if let noted = moments[key.id], noted > earlier { return false }
            moments[key.id] = now
            return true
        }
    }
}
