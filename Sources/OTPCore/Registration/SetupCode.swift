/// The code that a person types when the camera cannot be used: ten symbols of Crockford's Base32, 50 bits.
///
/// Reading takes look-alikes for what was meant (``CrockfordBase32``).
public struct SetupCode: Equatable, Sendable, CustomStringConvertible {
    /// How many random bytes make a code.
    public static let randomByteCount = 7
    /// How many symbols a code has, without its hyphen.
    public static let symbolCount = 10

    /// The ten symbols in ASCII, upper case, without hyphen: what to compare and to hash.
    public let symbols: [UInt8]

    /// Makes a code of random bytes.
    ///
    /// - Parameter random: At least ``randomByteCount`` bytes from a cryptographic source; the first 50 bits are
    ///   used.
    public init(random: [UInt8]) {
        precondition(random.count >= Self.randomByteCount, "a setup code needs 50 random bits")
        symbols = CrockfordBase32.symbols(
            of: Array(random.prefix(Self.randomByteCount)), count: Self.symbolCount)
    }

    /// Reads a typed code; `nil` unless ten symbols remain.
    ///
    /// Lower case, spaces and hyphens do not matter; O is read as 0, I and L as 1.
    ///
    /// - Parameter text: What was entered; longer than 64 bytes is refused unread.
    public init?(parsing text: String) {
        self.init(parsingUTF8: Array(text.utf8.prefix(CrockfordBase32.longestText + 1)))
    }

    /// Reads a typed code given as UTF-8; see ``init(parsing:)``.
    public init?(parsingUTF8 text: [UInt8]) {
        guard let symbols = CrockfordBase32.read(text, count: Self.symbolCount) else { return nil }
        self.symbols = symbols
    }

    /// The code as shown: `XXXXX-XXXXX`.
    public var text: String {
        String(decoding: utf8, as: UTF8.self)
    }

    /// The code as shown, in ASCII bytes.
    public var utf8: [UInt8] {
        CrockfordBase32.grouped(symbols, by: 5)
    }

    /// Says that this is a setup code, without its symbols, so that no log shows one.
    public var description: String { "setup code" }

    /// Whether both are the same code; in constant time.
    public static func == (left: SetupCode, right: SetupCode) -> Bool {
        ConstantTime.equal(left.symbols, right.symbols)
    }
}
