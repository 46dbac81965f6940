import AuthDomain

/// A statement over many rows of parameters, `($1, $2), ($3, $4), …`, of which there are eight texts only.
///
/// On an engine across the network each statement is a journey there and back, so a hundred rows in
/// one are worth it; a text for every number of rows would fill the engine's cache of prepared
/// statements. A list is therefore cut into pieces whose sizes are powers of two, largest first.
struct MultiRowStatement: Sendable {
    /// The most rows in one statement. 128 rows of 15 columns stay far below the 32 766
    /// parameters of SQLite and the 65 535 of PostgreSQL.
    static let mostRows = 128

    /// The texts, by size: 1, 2, 4 … ``mostRows`` rows.
    private let texts: [String]

    /// A statement of `before`, the rows with that many `columns`, and `after`.
    init(_ before: String, columns: Int, _ after: String = "") {
        var texts: [String] = []
        var rows = 1
        while rows <= Self.mostRows {
            let list = (0..<rows).map { row in
                let numbers = (1...columns).map { "$\(row * columns + $0)" }
                return "(\(numbers.joined(separator: ", ")))"
            }
            texts.append("\(before) \(list.joined(separator: ", ")) \(after)")
            rows *= 2
        }
        self.texts = texts
    }

    /// Runs the statement over all `rows` and returns how many rows it changed.
    @discardableResult
    func execute(_ rows: [[SQLValue]], on connection: any SQLConnection) throws(StoreError) -> Int {
        var changed = 0
        var rest = rows[...]
        while !rest.isEmpty {
            let text = largestText(for: rest.count)
            changed += try connection.execute(text.sql, Array(rest.prefix(text.rows).joined()))
            rest = rest.dropFirst(text.rows)
        }
        return changed
    }

    /// Runs the statement over all `rows`, where nobody needs to know how many it changes; see
    /// ``SQLConnection/enqueue(_:_:)``.
    func enqueue(_ rows: [[SQLValue]], on connection: any SQLConnection) throws(StoreError) {
        var rest = rows[...]
        while !rest.isEmpty {
            let text = largestText(for: rest.count)
            try connection.enqueue(text.sql, Array(rest.prefix(text.rows).joined()))
            rest = rest.dropFirst(text.rows)
        }
    }

    /// Runs the statement over all `rows` and returns what it answers.
    func query(_ rows: [[SQLValue]], on connection: any SQLConnection) throws(StoreError) -> [SQLRow] {
        var answer: [SQLRow] = []
        var rest = rows[...]
        while !rest.isEmpty {
            let text = largestText(for: rest.count)
            answer += try connection.query(text.sql, Array(rest.prefix(text.rows).joined()))
            rest = rest.dropFirst(text.rows)
        }
        return answer
    }

    /// The largest text for at most `count` rows.
    private func largestText(for count: Int) -> (sql: String, rows: Int) {
        let size = min(Self.mostRows, count)
        let power = Int.bitWidth - 1 - size.leadingZeroBitCount
        return (texts[power], 1 << power)
    }
}
