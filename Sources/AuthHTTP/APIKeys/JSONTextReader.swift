/// Reads a JSON object (RFC 8259) whose members are texts, as a hostile client may send it.
///
/// Strict: every member is one that was asked for, there once, and a text; no bytes follow; the
/// text is UTF-8 and has neither U+0000 nor half a surrogate pair. Since no other value is taken,
/// nothing nests: each byte is looked at once, and memory grows with the body alone.
struct JSONTextReader {
    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The values of the members `names`, in the order of `names`.
    ///
    /// - Returns: `nil` when `bytes` is not such an object, lacks a member, or has another.
    static func members(_ names: [String], of bytes: [UInt8]) -> [String]? {
        var reader = JSONTextReader(bytes)
        return reader.object(names)
    }

    private mutating func object(_ names: [String]) -> [String]? {
        var values = [String?](repeating: nil, count: names.count)
        guard take("{") else { return nil }
        repeat {
            guard let name = text(), let index = names.firstIndex(of: name),
                values[index] == nil, take(":"), let value = text()
            else { return nil }
            values[index] = value
        } while take(",")
        guard take("}"), next() == nil else { return nil }
        let found = values.compactMap { $0 }
        return found.count == names.count ? found : nil
    }

    /// The next byte that is no white space (RFC 8259 §2), without taking it.
    private mutating func next() -> UInt8? {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            case let byte: return byte
            }
        }
        return nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func text() -> String? {
        guard take("\"") else { return nil }
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return String(validating: bytes[start..<position], as: UTF8.self)
            case UInt8(ascii: "\\"):
                return escapedText(from: start)
            case 0..<0x20:
                return nil
            default:
                position += 1
            }
        }
        return nil
    }

    /// A text with escapes, from its beginning at `start`; up to `position` there are none.
    private mutating func escapedText(from start: Int) -> String? {
        var decoded = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                return String(validating: decoded, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                decoded += String(scalar).utf8
            case 0..<0x20:
                return nil
            default:
                decoded.append(byte)
            }
        }
        return nil
    }

    /// What stands behind a backslash (RFC 8259 §7).
    private mutating func escape() -> Unicode.Scalar? {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return escapedScalar()
        default: return nil
        }
    }

    /// Four hexadecimal digits, or a surrogate pair of them; never U+0000.
    private mutating func escapedScalar() -> Unicode.Scalar? {
        guard let unit = hexadecimal(), unit != 0 else { return nil }
        guard (0xD800...0xDBFF).contains(unit) else { return Unicode.Scalar(unit) }
        guard bytes.count - position >= 2, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return nil }
        position += 2
        guard let low = hexadecimal(), (0xDC00...0xDFFF).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    }

    private mutating func hexadecimal() -> UInt32? {
        guard bytes.count - position >= 4 else { return nil }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch bytes[position] {
            case let byte where (0x30...0x39).contains(byte): digit = byte - 0x30
            case let byte where (0x41...0x46).contains(byte): digit = byte - 0x41 + 10
            case let byte where (0x61...0x66).contains(byte): digit = byte - 0x61 + 10
            default: return nil
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
