/// Reads JSON (RFC 8259) as a hostile hand may have written it.
///
/// Strict: UTF-8, no name twice in an object, whole numbers of at most nine digits, texts without U+0000 and
/// without half a surrogate pair, at most ``depth`` levels, nothing after the value.
package struct JSONParser {
    /// Most levels of lists and objects.
    package static let depth = 8
    /// Most bytes that are looked at.
    package static let mostBytes = 256 * 1024

    /// Why a text is no JSON of ours.
    package struct Failure: Error, Sendable, Equatable {
        /// The line where it went wrong, from 1.
        package let line: Int
        /// What is wrong, in a few plain words.
        package let what: String
    }

    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The one value that `bytes` are.
    package static func parse(_ bytes: [UInt8]) -> Result<JSONValue, Failure> {
        guard bytes.count <= mostBytes else {
            return .failure(Failure(line: 1, what: "the document is too long"))
        }
        var parser = JSONParser(bytes)
        do throws(Failure) {
            let value = try parser.value(level: 0)
            guard parser.next() == nil else { throw parser.failure("something follows the document") }
            return .success(value)
        } catch {
            return .failure(error)
        }
    }

    private func failure(_ what: String) -> Failure {
        Failure(line: 1 + bytes.prefix(position).count { $0 == 0x0A }, what: what)
    }

    /// The next byte that is no white space, without taking it.
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

    private mutating func value(level: Int) throws(Failure) -> JSONValue {
        guard level <= Self.depth else { throw failure("it is nested too deeply") }
        switch next() {
        case UInt8(ascii: "{"): return try object(level: level)
        case UInt8(ascii: "["): return try list(level: level)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "-"), .some(0x30...0x39): return .number(try number())
        default:
            if word("true") { return .flag(true) }
            if word("false") { return .flag(false) }
            if word("null") { return .null }
            throw failure("a value is missing")
        }
    }

    private mutating func word(_ word: StaticString) -> Bool {
        let letters = word.withUTF8Buffer { Array($0) }
        guard bytes.count - position >= letters.count,
            Array(bytes[position..<position + letters.count]) == letters
        else { return false }
        position += letters.count
        return true
    }

    private mutating func object(level: Int) throws(Failure) -> JSONValue {
        _ = take("{")
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        if take("}") { return .object(members) }
        repeat {
            guard next() == UInt8(ascii: "\"") else { throw failure("a name in quotation marks is missing") }
            let name = try text()
            guard names.insert(name).inserted else { throw failure("a name comes twice") }
            guard take(":") else { throw failure("a colon is missing") }
            members.append(JSONValue.Member(name, try value(level: level + 1)))
        } while take(",")
        guard take("}") else { throw failure("a comma or } is missing") }
        return .object(members)
    }

    private mutating func list(level: Int) throws(Failure) -> JSONValue {
        _ = take("[")
        var values: [JSONValue] = []
        if take("]") { return .list(values) }
        repeat { values.append(try value(level: level + 1)) } while take(",")
        guard take("]") else { throw failure("a comma or ] is missing") }
        return .list(values)
    }

    private mutating func number() throws(Failure) -> Int {
        let isNegative = take("-")
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        let digits = bytes[start..<position]
        guard (1...9).contains(digits.count), digits.count == 1 || digits.first != 0x30 else {
            throw failure("a number is not a whole number of at most nine digits")
        }
        if position < bytes.count, [0x2E, 0x45, 0x65].contains(bytes[position]) {
            throw failure("a number is not a whole number")
        }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return isNegative ? -value : value
    }
}

extension JSONParser {
    private mutating func text() throws(Failure) -> String {
        position += 1
        var decoded: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: decoded, as: UTF8.self) else {
                    throw failure("a text is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { throw failure("a backslash stands before something unknown") }
                decoded += String(scalar).utf8
            case 0..<0x20: throw failure("a text goes over the end of its line")
            default: decoded.append(byte)
            }
        }
        throw failure("a text does not end")
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
        guard let unit = unit(), unit != 0 else { return nil }
        guard (0xD800...0xDBFF).contains(unit) else { return Unicode.Scalar(unit) }
        guard bytes.count - position >= 2, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return nil }
        position += 2
        guard let low = self.unit(), (0xDC00...0xDFFF).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    }

    private mutating func unit() -> UInt32? {
        guard bytes.count - position >= 4 else { return nil }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x41 + 10)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x61 + 10)
            default: return nil
            }
        }
        position += 4
        return value
    }
}
