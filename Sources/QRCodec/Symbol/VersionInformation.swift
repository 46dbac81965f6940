/// The version as eighteen protected bits, twice in symbols of version 7 and up (ISO/IEC 18004 §7.10 and annex D).
enum VersionInformation {
    /// The eighteen bits of `version`, 7…40: BCH (18, 6).
    static func bits(version: Int) -> Int {
        var remainder = version
        for _ in 0..<12 {
            remainder = remainder << 1 ^ (remainder >> 11) * 0x1F25
        }
        return version << 12 | remainder
    }

    /// The version, 7…40, whose bits differ from `bits` in at most three places, or `nil`.
    static func version(nearest bits: Int) -> Int? {
        for version in 7...40 where (Self.bits(version: version) ^ bits).nonzeroBitCount <= 3 {
            return version
        }
        return nil
    }

    /// Where the bits stand, least significant first, in a symbol of `size` modules a side (figure 28).
    ///
    /// Of the copies, 0 is the one above the lower left finder pattern, 1 the one beside the upper right.
    static func position(ofBit bit: Int, copy: Int, size: Int) -> (x: Int, y: Int) {
        let along = bit / 3
        let across = size - 11 + bit % 3
        return copy == 0 ? (along, across) : (across, along)
    }
}
