import AuthDomain

extension TableLayout {
    /// The next rows in the order of the key, after the row whose key is `last`.
    func page(
        after last: [SQLValue]?, limit: Int, on connection: any SQLConnection
    ) throws(StoreError) -> [[SQLValue]] {
        let keys = key.joined(separator: ", ")
        let places = (1...key.count).map { "$\($0)" }.joined(separator: ", ")
        let condition = last == nil ? "" : "WHERE (\(keys)) > (\(places))"
        let rows = try connection.query(
            """
            SELECT \(columns.joined(separator: ", ")) FROM \(name) \(condition)
            ORDER BY \(keys) LIMIT \(limit)
            """, last ?? [])
        return rows.map(\.values)
    }

    /// The key of the last row there is; `nil` when there is none.
    func lastKey(on connection: any SQLConnection) throws(StoreError) -> [SQLValue]? {
        let order = key.map { "\($0) DESC" }.joined(separator: ", ")
        let rows = try connection.query(
            "SELECT \(key.joined(separator: ", ")) FROM \(name) ORDER BY \(order) LIMIT 1", [])
        return rows.first?.values
    }

    /// How many rows there are.
    func count(on connection: any SQLConnection) throws(StoreError) -> Int {
        let rows = try connection.query("SELECT count(*) FROM \(name)", [])
        guard let row = rows.first else { return 0 }
        var reader = RowReader(row)
        return Int(try reader.integer())
    }

    /// Adds rows; those that are there already stay as they are.
    var insertion: MultiRowStatement {
        MultiRowStatement(
            "INSERT INTO \(name) (\(columns.joined(separator: ", "))) VALUES", columns: columns.count,
            "ON CONFLICT DO NOTHING")
    }
}

/// A digest over a table's rows, in the order of their keys.
struct TableChecksum {
    private let digest: any Digesting
    /// How many rows there were.
    private(set) var rows = 0
    /// SHA-256 over the previous digest and the next row, row by row; 32 zero bytes for no row.
    private(set) var value = [UInt8](repeating: 0, count: 32)

    init(digest: any Digesting) { self.digest = digest }

    /// Takes the next row. No two different rows have the same bytes: each value is its kind, its
    /// length and its bytes.
    mutating func take(_ row: [SQLValue]) {
        var bytes = value
        for column in row {
            switch column {
            case .null: append(0, [], to: &bytes)
            case .integer(let number): append(1, Array(String(number).utf8), to: &bytes)
            case .text(let text): append(2, Array(text.utf8), to: &bytes)
            case .bytes(let blob): append(3, blob, to: &bytes)
            }
        }
        rows += 1
        value = digest.sha256(bytes)
    }

    private func append(_ kind: UInt8, _ part: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(kind)
        withUnsafeBytes(of: UInt64(part.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes += part
    }
}
