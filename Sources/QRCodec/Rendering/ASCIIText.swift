/// Text under construction, as bytes, so that Embedded Swift needs no tables of Unicode.
struct ASCIIText {
    private var bytes: [UInt8] = []

    /// What was written.
    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Writes a literal.
    mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Writes a decimal number that is not negative.
    mutating func append(_ number: Int) {
        if number >= 10 { append(number / 10) }
        bytes.append(0x30 + UInt8(abs(number % 10)))
    }
}
