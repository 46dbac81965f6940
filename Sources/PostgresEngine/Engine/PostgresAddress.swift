import AuthDomain
import CPostgreSQL

/// Where the database is: a connection string in libpq's URI form, filled up by `PG*` variables.
///
/// Several hosts, `target_session_attrs`, `sslmode=verify-full` and the rest mean what the
/// PostgreSQL manual says (chapter "Database Connection Control Functions").
package struct PostgresAddress: Sendable, Equatable {
    /// The connection string, with its password.
    private let text: String

    /// Reads a connection string.
    ///
    /// - Returns: `nil` unless it begins with `postgresql://` or `postgres://` and libpq understands it.
    package init?(_ text: String) {
        guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://"),
            text.utf8.count <= 4096, let options = PQconninfoParse(text, nil)
        else { return nil }
        PQconninfoFree(options)
        self.text = text
    }

    /// What protects the connection (`sslmode`), as libpq will read it: URI, environment, default.
    package var protection: String { value(of: "sslmode") ?? "prefer" }

    /// The hosts, separated by commas, by address where one is given; empty for the local socket.
    package var hosts: String { value(of: "hostaddr") ?? value(of: "host") ?? "" }

    /// The address for people: user, hosts and database, never the password.
    package var display: String {
        let user = value(of: "user").map { "\($0)@" } ?? ""
        let port = value(of: "port").map { ":\($0)" } ?? ""
        return "postgresql://\(user)\(hosts)\(port)/\(value(of: "dbname") ?? "")"
    }

    /// Opens a connection, which may be one that failed; `nil`: out of memory.
    ///
    /// Blocks for at most `timeout` a host. Silent networks are noticed within seconds.
    func connect(timeout: Duration) -> OpaquePointer? {
        let preferences = [
            ("fallback_application_name", "countersign"),
            ("connect_timeout", "\(max(2, timeout.milliseconds / 1000))"),
            ("keepalives_idle", "5"), ("keepalives_interval", "2"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "8000"), ("client_encoding", "UTF8"),
        ]
        let words = [("dbname", text)] + preferences.filter { value(of: $0.0) == nil }
        return Self.withCStrings(words.map(\.0)) { keywords in
            Self.withCStrings(words.map(\.1)) { values in
                PQconnectdbParams(keywords, values, 1)
            }
        }
    }

    /// Keeps values of rows out of messages, and the server's notices off standard error.
    static func hush(_ connection: OpaquePointer) {
        _ = PQsetErrorVerbosity(connection, PQERRORS_TERSE)
        _ = PQsetNoticeProcessor(connection, { _, _ in }, nil)
    }

    /// What went wrong with `connection`, in one line without the password.
    static func reason(of connection: OpaquePointer) -> String {
        let message = String(cString: PQerrorMessage(connection))
        let line = message.split(whereSeparator: \.isNewline).joined(separator: "; ")
        return line.isEmpty ? "the database connection is gone" : String(line.prefix(400))
    }

    private func value(of keyword: String) -> String? {
        // The environment's values and the defaults first, then what the text says itself.
        let all = Self.pairs(PQconndefaults()) + Self.pairs(PQconninfoParse(text, nil))
        return all.last { $0.keyword == keyword }?.value
    }

    /// The options of libpq that are set. Frees `options`.
    private static func pairs(
        _ options: UnsafeMutablePointer<PQconninfoOption>?
    ) -> [(keyword: String, value: String)] {
        guard let options else { return [] }
        defer { PQconninfoFree(options) }
        var pairs: [(keyword: String, value: String)] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                pairs.append((String(cString: keyword), String(cString: value)))
            }
            option += 1
        }
        return pairs
    }

    /// Calls `body` with the texts as a C array that ends with `NULL`.
    private static func withCStrings<Answer>(
        _ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Answer
    ) -> Answer {
        let storage = texts.flatMap { $0.utf8CString }
        return storage.withUnsafeBufferPointer { buffer in
            var pointers: [UnsafePointer<CChar>?] = []
            var start = 0
            for text in texts {
                pointers.append(buffer.baseAddress?.advanced(by: start))
                start += text.utf8.count + 1
            }
            return body(pointers + [nil])
        }
    }
}
