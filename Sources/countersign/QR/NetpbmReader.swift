/// Reads the parts of a netpbm picture in their order.
struct NetpbmReader {
    /// The six formats, by the digit after the `P`.
    enum Format: UInt8 {
        case plainBitmap = 0x31
        case plainGrey
        case plainColour
        case rawBitmap
        case rawGrey
        case rawColour

        /// Whether there is no largest value in the header.
        var isBitmap: Bool { self == .plainBitmap || self == .rawBitmap }
    }

    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The two bytes that name the format.
    mutating func format() throws(NetpbmPicture.Failure) -> Format {
        guard bytes.count >= 3, bytes[0] == UInt8(ascii: "P"), let format = Format(rawValue: bytes[1]),
            Self.isSpace(bytes[2]) || bytes[2] == UInt8(ascii: "#")
        else { throw .notNetpbm }
        index = 2
        return format
    }

    /// The width or the height.
    mutating func side() throws(NetpbmPicture.Failure) -> Int {
        guard let number = number() else { throw .malformedHeader }
        guard (1...NetpbmPicture.maximumSide).contains(number) else { throw .sizeOutOfRange }
        return number
    }

    /// The largest value of a sample.
    mutating func maximum() throws(NetpbmPicture.Failure) -> Int {
        guard let number = number() else { throw .malformedHeader }
        guard (1...65535).contains(number) else { throw .maximumOutOfRange }
        return number
    }

    /// The one separator between the header and the raster; it may be the end of a comment.
    mutating func endHeader() throws(NetpbmPicture.Failure) {
        skipComment()
        guard index < bytes.count else { throw .truncated }
        guard Self.isSpace(bytes[index]) else { throw .malformedHeader }
        index += 1
    }

    /// Bits as digits, 1 is black; they need no separator.
    mutating func plainBits(_ count: Int) throws(NetpbmPicture.Failure) -> [UInt8] {
        try requireAtLeast(count)
        var shades: [UInt8] = []
        shades.reserveCapacity(count)
        for _ in 0..<count {
            skipSpace()
            guard index < bytes.count else { throw .truncated }
            guard bytes[index] == 0x30 || bytes[index] == 0x31 else { throw .malformedSample }
            shades.append(bytes[index] == 0x30 ? 255 : 0)
            index += 1
        }
        return shades
    }

    /// Eight bits a byte, 1 is black; each row begins with a new byte.
    mutating func rawBits(width: Int, height: Int) throws(NetpbmPicture.Failure) -> [UInt8] {
        let rowLength = (width + 7) / 8
        try requireAtLeast(rowLength * height)
        var shades: [UInt8] = []
        shades.reserveCapacity(width * height)
        for row in 0..<height {
            let start = index + row * rowLength
            for x in 0..<width {
                let isBlack = bytes[start + x / 8] & (0x80 >> UInt8(x % 8)) != 0
                shades.append(isBlack ? 0 : 255)
            }
        }
        return shades
    }

    mutating func plainGrey(_ count: Int, maximum: Int) throws(NetpbmPicture.Failure) -> [UInt8] {
        try requireAtLeast(count)
        return try shades(count) { reader throws(NetpbmPicture.Failure) in
            Self.scaled(try reader.plainSample(maximum), maximum)
        }
    }

    mutating func plainColour(_ count: Int, maximum: Int) throws(NetpbmPicture.Failure) -> [UInt8] {
        try requireAtLeast(count * 3)
        return try shades(count) { reader throws(NetpbmPicture.Failure) in
            let red = Self.scaled(try reader.plainSample(maximum), maximum)
            let green = Self.scaled(try reader.plainSample(maximum), maximum)
            let blue = Self.scaled(try reader.plainSample(maximum), maximum)
            return Self.luminance(red, green, blue)
        }
    }

    mutating func rawGrey(_ count: Int, maximum: Int) throws(NetpbmPicture.Failure) -> [UInt8] {
        try requireAtLeast(count * (maximum > 255 ? 2 : 1))
        if maximum == 255 { return Array(bytes[index..<(index + count)]) }
        return try shades(count) { reader throws(NetpbmPicture.Failure) in
            Self.scaled(try reader.rawSample(maximum), maximum)
        }
    }

    mutating func rawColour(_ count: Int, maximum: Int) throws(NetpbmPicture.Failure) -> [UInt8] {
        try requireAtLeast(count * (maximum > 255 ? 6 : 3))
        return try shades(count) { reader throws(NetpbmPicture.Failure) in
            let red = Self.scaled(try reader.rawSample(maximum), maximum)
            let green = Self.scaled(try reader.rawSample(maximum), maximum)
            let blue = Self.scaled(try reader.rawSample(maximum), maximum)
            return Self.luminance(red, green, blue)
        }
    }

    /// Refuses before anything is allocated: a header may announce far more than there is.
    private func requireAtLeast(_ count: Int) throws(NetpbmPicture.Failure) {
        guard bytes.count - index >= count else { throw .truncated }
    }

    private mutating func shades(
        _ count: Int, _ next: (inout NetpbmReader) throws(NetpbmPicture.Failure) -> UInt8
    ) throws(NetpbmPicture.Failure) -> [UInt8] {
        var shades: [UInt8] = []
        shades.reserveCapacity(count)
        for _ in 0..<count { shades.append(try next(&self)) }
        return shades
    }

    private mutating func plainSample(_ maximum: Int) throws(NetpbmPicture.Failure) -> Int {
        guard let value = number() else { throw index < bytes.count ? .malformedSample : .truncated }
        guard value <= maximum else { throw .malformedSample }
        return value
    }

    /// One byte, or two with the higher one first; the raster's length has been checked.
    private mutating func rawSample(_ maximum: Int) throws(NetpbmPicture.Failure) -> Int {
        var value = Int(bytes[index])
        index += 1
        if maximum > 255 {
            value = value << 8 | Int(bytes[index])
            index += 1
        }
        guard value <= maximum else { throw .malformedSample }
        return value
    }

    /// A decimal number after separators and comments, at most six digits long.
    private mutating func number() -> Int? {
        skipSpace()
        let start = index
        var value = 0
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
            guard index - start < 6 else { return nil }
            value = value * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        return index > start ? value : nil
    }

    /// Skips separators and comments, which go from a `#` to the end of the line.
    private mutating func skipSpace() {
        while index < bytes.count {
            skipComment()
            guard index < bytes.count, Self.isSpace(bytes[index]) else { return }
            index += 1
        }
    }

    /// Skips a comment that begins here, up to the end of its line.
    private mutating func skipComment() {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "#") else { return }
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    /// A sample of 0…`maximum`, brought to 0…255 and rounded.
    private static func scaled(_ value: Int, _ maximum: Int) -> UInt8 {
        UInt8((value * 255 + maximum / 2) / maximum)
    }

    /// The brightness of a colour with the weights of ITU-R BT.601, in 256ths.
    private static func luminance(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
        let weighted: Int = 77 * Int(red) + 150 * Int(green) + 29 * Int(blue)
        return UInt8((weighted + 128) >> 8)
    }
}
