import Foundation

/// A form as sent by a browser: `application/x-www-form-urlencoded`, at most 32 fields, each once,
/// with ASCII names of at most 64 bytes and values of at most 2 KiB, in Unicode normalization form C;
/// 8 KiB of ASCII, which needs no normalization.
///
/// The lengths are checked before anything is normalized or hashed: both take quadratic time on
/// long runs of combining marks.
struct Form: Sendable, Equatable {
    private let fields: [String: String]

    /// The longest value of ASCII alone, in bytes.
    private static let longestASCII = 8192

    /// A form without fields.
    static let empty = Form(fields: [:])

    private init(fields: [String: String]) {
        self.fields = fields
    }

    /// Reads a form's body.
    ///
    /// - Returns: `nil` when it has over 32 fields, a field twice, or bytes that are no UTF-8.
    init?(_ body: [UInt8]) {
        var fields: [String: String] = [:]
        if body.isEmpty {
            self.fields = fields
            return
        }
        let pairs = body.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true)
        guard pairs.count <= 32 else { return nil }
        for pair in pairs {
            let parts = pair.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(parts[0]), name.utf8.count <= 64,
                name.utf8.allSatisfy({ $0 < 0x80 }),
                let value = Self.decode(parts.count == 2 ? parts[1] : []),
                fields.updateValue(value, forKey: name) == nil
            else { return nil }
        }
        self.fields = fields
    }

    /// The value of a field; empty when the form does not have it.
    subscript(_ name: String) -> String { fields[name] ?? "" }

    /// The value of a field; `nil` when the form does not have it.
    func optional(_ name: String) -> String? { fields[name] }

    private static func decode(_ bytes: ArraySlice<UInt8>) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "+"):
                decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard index + 2 < bytes.endIndex, let high = hex(bytes[index + 1]),
                    let low = hex(bytes[index + 2])
                else { return nil }
                decoded.append(high << 4 | low)
                index += 2
            default:
                decoded.append(bytes[index])
            }
            index += 1
        }
        guard decoded.count <= longestASCII, !decoded.contains(0),
            let text = String(validating: decoded, as: UTF8.self)
        else { return nil }
        return decoded.allSatisfy { $0 < 0x80 } ? text : NormalText.read(text)
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
