/// Fields of bytes one after the other, each behind its length as UInt16, big-endian.
///
/// No two lists of fields give the same bytes, which is what a transcript needs.
public enum LengthPrefixed {
    /// The longest field, in bytes.
    public static let maximumFieldLength = Int(UInt16.max)

    /// Joins fields. Each must not be longer than ``maximumFieldLength``; callers have bounded them before.
    public static func encode(_ fields: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for field in fields {
            precondition(field.count <= maximumFieldLength, "a field was not bounded")
            bytes.append(UInt8(truncatingIfNeeded: field.count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: field.count))
            bytes += field
        }
        return bytes
    }

    /// Splits bytes into exactly `count` fields; `nil` when there are fewer, more, or one is cut off.
    public static func decode(_ bytes: [UInt8], count: Int) -> [[UInt8]]? {
        var fields: [[UInt8]] = []
        var index = 0
        while index < bytes.count {
            guard fields.count < count, bytes.count - index >= 2 else { return nil }
            let length = Int(bytes[index]) << 8 | Int(bytes[index + 1])
            index += 2
            guard bytes.count - index >= length else { return nil }
            fields.append(Array(bytes[index..<index + length]))
            index += length
        }
        return fields.count == count ? fields : nil
    }
}
