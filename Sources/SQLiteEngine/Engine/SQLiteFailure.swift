import AuthDomain
import GRDB

extension StoreError {
    /// Sorts an error of GRDB: what passes by itself is `unavailable`, the rest `inconsistent`.
    ///
    /// The reason holds SQLite's code and message, which names tables and columns but no values.
    init(sqlite error: any Error) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .inconsistent(reason: "SQLite engine: \(type(of: error))")
            return
        }
        let code = error.extendedResultCode.rawValue
        let reason = "SQLite \(code): \(error.message ?? "no message")"
        self =
            Self.passes(error.resultCode)
            ? .unavailable(reason: reason) : .inconsistent(reason: reason)
    }

    /// Whether an error is a matter of load, disk or locks and not of the statement.
    private static func passes(_ code: ResultCode) -> Bool {
        switch code {
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOMEM,
            .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_INTERRUPT, .SQLITE_ABORT,
            .SQLITE_PROTOCOL, .SQLITE_PERM, .SQLITE_AUTH:
            true
        default:
            false
        }
    }

    /// Answer to work that arrives after ``SQLiteEngine/close()``.
    static let closed = StoreError.unavailable(reason: "the database is closed")
}
