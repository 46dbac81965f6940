import OTPCore

/// A code that a person is given once and types later: 80 random bits, 16 symbols in groups of four.
///
/// Recovery, invitation and bypass codes are such. The server keeps only a hash; this type has no
/// `description`.
package struct GroupedCode: Sendable {
    private let symbols: [UInt8]

    private static let symbolCount = 16

    /// Makes a fresh code.
    package init(random: any Randomness) {
        symbols = CrockfordBase32.symbols(of: random.bytes(10), count: Self.symbolCount)
    }

    /// Reads a typed code; capitals, spaces and hyphens do not matter, O is read as 0, I and L as 1.
    ///
    /// - Returns: `nil` unless sixteen symbols remain; over 64 bytes are refused unread.
    package init?(parsing typed: String) {
        guard
            let symbols = CrockfordBase32.read(
                Array(typed.utf8.prefix(65)), count: Self.symbolCount)
        else { return nil }
        self.symbols = symbols
    }

    /// What the person gets: `XXXX-XXXX-XXXX-XXXX`.
    package var text: String {
        String(decoding: CrockfordBase32.grouped(symbols, by: 4), as: UTF8.self)
    }

    /// What is stored in the row `id` of `table`: 32 bytes, different in every row.
    package func hash(table: String, row id: String, digest: any Digesting) -> [UInt8] {
        digest.sha256(Array("\(table)|\(id)|".utf8) + symbols)
    }
}
