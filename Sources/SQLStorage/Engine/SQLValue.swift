import AuthDomain

/// A value in SQL.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    /// The longest text or blob that a statement takes, in bytes.
    package static let maximumLength = 16 * 1024 * 1024

    /// Refuses what not every engine can store.
    ///
    /// - Throws: `inconsistent` for a text with U+0000, which SQLite would cut there and
    ///   PostgreSQL refuses, and for a value over ``maximumLength``.
    package func checkBounds() throws(StoreError) {
        switch self {
        case .null, .integer:
            break
        case .text(let text):
            guard text.utf8.count <= Self.maximumLength, !text.utf8.contains(0) else {
                throw .inconsistent(reason: "a text is too long or holds U+0000")
            }
        case .bytes(let bytes):
            guard bytes.count <= Self.maximumLength else {
                throw .inconsistent(reason: "a blob is too long")
            }
        }
    }
}
