/// A JSON value (RFC 8259) of the kinds that documents of ours have: whole numbers only.
package indirect enum JSONValue: Sendable, Equatable {
    case null
    case flag(Bool)
    case number(Int)
    case text(String)
    case list([JSONValue])
    /// Members in their order; no name comes twice.
    case object([Member])

    /// One member of an object.
    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: JSONValue

        /// The member `name` with `value`.
        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The members, if it is an object.
    package var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The members of an object, as far as they have a value.
    package static func object(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(members.compactMap { name, value in value.map { Member(name, $0) } })
    }

    /// The JSON text, two spaces to a level.
    package var formatted: String { Self.write(self, indent: "") }

    private static func write(_ value: JSONValue, indent: String) -> String {
        let inner = indent + "  "
        switch value {
        case .null: return "null"
        case .flag(let flag): return flag ? "true" : "false"
        case .number(let number): return String(number)
        case .text(let text): return quote(text)
        case .list(let values) where values.allSatisfy(\.isScalar):
            return "[" + values.map { write($0, indent: inner) }.joined(separator: ", ") + "]"
        case .list(let values):
            return block("[", "]", values.map { write($0, indent: inner) }, indent)
        case .object(let members):
            guard !members.isEmpty else { return "{}" }
            return block(
                "{", "}", members.map { quote($0.name) + ": " + write($0.value, indent: inner) }, indent)
        }
    }

    private var isScalar: Bool {
        switch self {
        case .list, .object: false
        case .null, .flag, .number, .text: true
        }
    }

    private static func block(
        _ start: String, _ end: String, _ parts: [String], _ indent: String
    ) -> String {
        start + "\n" + parts.map { indent + "  " + $0 }.joined(separator: ",\n") + "\n" + indent + end
    }

    private static func quote(_ text: String) -> String {
        let digits = Array("0123456789abcdef".unicodeScalars)
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                quoted.unicodeScalars.append("\\")
                quoted.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20:
                quoted += "\\u00"
                quoted.unicodeScalars.append(digits[Int(scalar.value >> 4)])
                quoted.unicodeScalars.append(digits[Int(scalar.value & 15)])
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
