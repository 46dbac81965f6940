/// A telephone number that text messages can go to (ITU-T E.164).
package struct PhoneNumber: Sendable, Equatable {
    /// `+` and 7–15 digits, the first of them not 0.
    package let text: String

    /// Reads a number as people write it: `+385 91 234 5678`. Spaces, hyphens and dots between digits do
    /// not count; the country's code must be there.
    ///
    /// - Returns: `nil` for anything else, and unread over 32 bytes.
    package init?(_ typed: String) {
        let bytes = Array(typed.utf8.prefix(33))
        guard bytes.count <= 32, bytes.first == UInt8(ascii: "+") else { return nil }
        var digits: [UInt8] = []
        var isBetween = true
        for byte in bytes.dropFirst() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits.append(byte)
                isBetween = false
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."):
                // One sign between two digits.
                guard !isBetween else { return nil }
                isBetween = true
            default:
                return nil
            }
        }
        guard !isBetween, (7...15).contains(digits.count), digits.first != UInt8(ascii: "0")
        else { return nil }
        text = "+" + String(decoding: digits, as: UTF8.self)
    }
}
