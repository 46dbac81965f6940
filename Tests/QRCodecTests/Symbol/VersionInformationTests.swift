import Testing

@testable import QRCodec

@Suite struct VersionInformationTests {
    /// ISO/IEC 18004 table D.1, versions 7 to 40.
    static let table: [Int] = [
        0x07C94, 0x085BC, 0x09A99, 0x0A4D3, 0x0BBF6, 0x0C762, 0x0D847, 0x0E60D, 0x0F928, 0x10B78,
        0x1145D, 0x12A17, 0x13532, 0x149A6, 0x15683, 0x168C9, 0x177EC, 0x18EC4, 0x191E1, 0x1AFAB,
        0x1B08E, 0x1CC1A, 0x1D33F, 0x1ED75, 0x1F250, 0x209D5, 0x216F0, 0x228BA, 0x2379F, 0x24B0B,
        0x2542E, 0x26A64, 0x27541, 0x28C69,
    ]

    @Test func bitsAreThoseOfThePublishedTable() {
        for version in 7...40 { #expect(VersionInformation.bits(version: version) == Self.table[version - 7]) }
    }

    @Test func threeWrongBitsAreForgiven() {
        var generator = SeededGenerator(11)
        for version in 7...40 {
            var bits = VersionInformation.bits(version: version)
            for bit in (0..<18).shuffled(using: &generator).prefix(3) { bits ^= 1 << bit }
            #expect(VersionInformation.version(nearest: bits) == version)
        }
    }
}
