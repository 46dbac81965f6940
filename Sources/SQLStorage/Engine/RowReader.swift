import AuthDomain

/// Reads a row's columns one after the other, in the order of the statement.
///
/// A column of another kind than asked for is a broken database:
/// ``StoreError/inconsistent(reason:)``.
struct RowReader {
    private let values: [SQLValue]
    private var position = 0

    init(_ row: SQLRow) {
        values = row.values
    }

    private mutating func next() throws(StoreError) -> SQLValue {
        guard position < values.count else {
            throw .inconsistent(reason: "row has \(values.count) columns only")
        }
        defer { position += 1 }
        return values[position]
    }

    private func mismatch(_ wanted: String) -> StoreError {
        .inconsistent(reason: "column \(position) is not \(wanted)")
    }

    mutating func optionalInteger() throws(StoreError) -> Int64? {
        switch try next() {
        case .integer(let value): return value
        case .null: return nil
        default: throw mismatch("an integer")
        }
    }

    mutating func optionalText() throws(StoreError) -> String? {
        switch try next() {
        case .text(let value): return value
        case .null: return nil
        default: throw mismatch("text")
        }
    }

    mutating func optionalBytes() throws(StoreError) -> [UInt8]? {
        switch try next() {
        case .bytes(let value): return value
        case .null: return nil
        default: throw mismatch("bytes")
        }
    }

    mutating func integer() throws(StoreError) -> Int64 {
        guard let value = try optionalInteger() else { throw mismatch("an integer") }
        return value
    }

    mutating func text() throws(StoreError) -> String {
        guard let value = try optionalText() else { throw mismatch("text") }
        return value
    }

    mutating func bytes() throws(StoreError) -> [UInt8] {
        guard let value = try optionalBytes() else { throw mismatch("bytes") }
        return value
    }

    mutating func instant() throws(StoreError) -> Instant {
        Instant(milliseconds: try integer())
    }

    mutating func optionalInstant() throws(StoreError) -> Instant? {
        try optionalInteger().map { Instant(milliseconds: $0) }
    }

    mutating func identifier<Entity>(
        _: Entity.Type = Entity.self
    ) throws(StoreError) -> Identifier<Entity> {
        guard let id = Identifier<Entity>(try text()) else { throw mismatch("an identifier") }
        return id
    }

    mutating func optionalIdentifier<Entity>(
        _: Entity.Type = Entity.self
    ) throws(StoreError) -> Identifier<Entity>? {
        guard let text = try optionalText() else { return nil }
        guard let id = Identifier<Entity>(text) else { throw mismatch("an identifier") }
        return id
    }

    /// Reads a value that is stored as the raw text of an enumeration.
    mutating func choice<Choice: RawRepresentable>(
        _: Choice.Type = Choice.self
    ) throws(StoreError) -> Choice where Choice.RawValue == String {
        guard let value = Choice(rawValue: try text()) else { throw mismatch("a known value") }
        return value
    }
}

extension SQLValue {
    static func instant(_ instant: Instant) -> SQLValue { .integer(instant.milliseconds) }

    static func id<Entity>(_ id: Identifier<Entity>) -> SQLValue { .text(id.text) }

    static func optionalID<Entity>(_ id: Identifier<Entity>?) -> SQLValue {
        id.map { .text($0.text) } ?? .null
    }

    static func optionalText(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }

    static func optionalInstant(_ instant: Instant?) -> SQLValue {
        instant.map { .integer($0.milliseconds) } ?? .null
    }

    static func flag(_ flag: Bool) -> SQLValue { .integer(flag ? 1 : 0) }
}
