import AuthDomain

/// Why a transaction did not come to its end, and what may be done about it.
enum PostgresTrouble: Error, Sendable, Equatable {
    /// Another transaction got in the way (SQLSTATE 40001, 40P01, 23505): run the body again.
    case collided(state: String)
    /// The connection is gone before the commit was sent: run the body again elsewhere.
    case lost(reason: String)
    /// The server takes no changes: it has become a standby, or always was one.
    case demoted(reason: String)
    /// The connection was gone when the commit's answer was due: nobody knows what became of it.
    case unknown(reason: String)
    /// The statement itself failed.
    case refused(StoreError)

    /// What the server said with `state` (five characters, PostgreSQL manual, appendix A) and `message`.
    ///
    /// A unique key that is taken is a collision too: without `ON CONFLICT` no body inserts what it
    /// did not find free in its own transaction.
    init(state: String, message: String) {
        let reason = "PostgreSQL \(state): \(message)"
        switch state.prefix(2) {
        case "40":
            self = .collided(state: state)
        case "08":
            self = .lost(reason: reason)
        // Shut down or not ready yet; 57014 is a statement that took too long.
        case "57" where state != "57014":
            self = .lost(reason: reason)
        case "53", "55", "57", "58":
            self = .refused(.unavailable(reason: reason))
        default:
            switch state {
            case "23505": self = .collided(state: state)
            case "25006": self = .demoted(reason: reason)
            // The server ended an idle transaction, forgot a statement, or the schema has changed
            // under it: a fresh connection knows nothing of either.
            case "25P03", "26000", "0A000": self = .lost(reason: reason)
            default: self = .refused(.inconsistent(reason: reason))
            }
        }
    }

    /// Whether a unique key was taken.
    var isKeyTaken: Bool { self == .collided(state: "23505") }

    /// What the caller is told when nothing more is tried.
    var error: StoreError {
        switch self {
        case .collided(let state):
            .unavailable(reason: "PostgreSQL \(state): too many transactions on the same rows")
        case .lost(let reason), .demoted(let reason): .unavailable(reason: reason)
        case .unknown(let reason): .unavailable(reason: "outcome of the commit unknown: \(reason)")
        case .refused(let error): error
        }
    }
}
