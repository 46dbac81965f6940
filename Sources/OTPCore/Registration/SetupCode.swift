/// The code that a person types when the camera cannot be used: ten symbols of Crockford's Base32, 50 bits.
///
/// The alphabet leaves out I, L, O and U; reading takes look-alikes for what was meant.
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
        let values = BitAccumulator.symbols(of: Array(random.prefix(Self.randomByteCount)), width: 5)
        symbols = values.prefix(Self.symbolCount).map { Self.symbol(for: $0) }
    }

    /// Reads a typed code; `nil` unless ten symbols remain.
    ///
    /// Lower case, spaces and hyphens do not matter; O is read as 0, I and L as 1.
    ///
    /// - Parameter text: What was entered; longer than 64 bytes is refused unread.
    public init?(parsing text: String) {
        self.init(parsingUTF8: Array(text.utf8.prefix(65)))
    }

    /// Reads a typed code given as UTF-8; see ``init(parsing:)``.
    public init?(parsingUTF8 text: [UInt8]) {
        guard text.count <= 64 else { return nil }
        var symbols: [UInt8] = []
        var index = 0
        while index < text.count {
            let skipped = Separator.length(text, at: index)
            if skipped > 0 {
                index += skipped
            } else {
                guard let symbol = Self.canonical(text[index]) else { return nil }
                symbols.append(symbol)
                index += 1
            }
        }
        guard symbols.count == Self.symbolCount else { return nil }
        self.symbols = symbols
    }

    /// The code as shown: `XXXXX-XXXXX`.
    public var text: String {
        String(decoding: utf8, as: UTF8.self)
    }

    /// The code as shown, in ASCII bytes.
    public var utf8: [UInt8] {
        symbols[..<5] + [UInt8(ascii: "-")] + symbols[5...]
    }

    /// Says that this is a setup code, without its symbols, so that no log shows one.
    public var description: String { "setup code" }

    /// Whether both are the same code; in constant time.
    public static func == (left: SetupCode, right: SetupCode) -> Bool {
        ConstantTime.equal(left.symbols, right.symbols)
    }

    private static let alphabet: StaticString = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

    private static func symbol(for value: UInt8) -> UInt8 {
        alphabet.withUTF8Buffer { $0[Int(value & 31)] }
    }

    /// The symbol that a typed character stands for, `nil` when it stands for none.
    private static func canonical(_ byte: UInt8) -> UInt8? {
        switch ASCII.lowercased(byte) {
        case UInt8(ascii: "o"): UInt8(ascii: "0")
        case UInt8(ascii: "i"), UInt8(ascii: "l"): UInt8(ascii: "1")
        case UInt8(ascii: "u"): nil
        case UInt8(ascii: "a")...UInt8(ascii: "z"): ASCII.lowercased(byte) - 0x20
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        default: nil
        }
    }
}
