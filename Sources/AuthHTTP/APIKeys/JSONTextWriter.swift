/// Writes JSON (RFC 8259) without a tree of values in between, for the answers that are asked for
/// most.
struct JSONTextWriter {
    /// What was written, as UTF-8.
    private(set) var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(160)
    }

    /// Appends punctuation, names and numbers that need no escapes.
    mutating func append(raw json: StaticString) {
        json.withUTF8Buffer { bytes += $0 }
    }

    /// Appends a number.
    mutating func append(number: Int) { bytes += String(number).utf8 }

    /// Appends a text in quotation marks, with the escapes that RFC 8259 §7 asks for.
    mutating func append(text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                bytes += [UInt8(ascii: "\\"), UInt8(ascii: "u"), 0x30, 0x30]
                bytes += Array(HexText.encode([byte]).utf8)
            default:
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
