/// The origin of a server, `scheme://host[:port]`, in the serialization of RFC 6454 §6.2.
///
/// Browsers, server and phone compare origins as bytes, so there is exactly one way to write each: lower case, no
/// default port, no path, no trailing slash. Hosts are in ASCII (`xn--…` for other scripts).
public struct WebOrigin: Equatable, Hashable, Sendable {
    /// The longest accepted origin, in bytes.
    public static let maximumLength = 255

    /// The canonical text as UTF-8.
    public let utf8: [UInt8]

    /// Reads an origin and makes it canonical; `nil` when the text has anything else, for instance a path.
    public init?(_ text: String) {
        self.init(utf8: ArraySlice(text.utf8.prefix(Self.maximumLength + 1)))
    }

    /// Reads an origin given as UTF-8; see ``init(_:)``.
    public init?(utf8 text: ArraySlice<UInt8>) {
        guard text.count <= Self.maximumLength else { return nil }
        let scheme: StaticString
        let defaultPort: Int
        if ASCII.hasPrefix(text, "https://") {
            (scheme, defaultPort) = ("https://", 443)
        } else if ASCII.hasPrefix(text, "http://") {
            (scheme, defaultPort) = ("http://", 80)
        } else {
            return nil
        }
        let authority = text.dropFirst(scheme.utf8CodeUnitCount)
        guard let hostEnd = Self.hostEnd(authority) else { return nil }
        var canonical = Array(text[..<hostEnd])
        for index in canonical.indices {
            canonical[index] = ASCII.lowercased(canonical[index])
        }
        if hostEnd < authority.endIndex {
            guard authority[hostEnd] == UInt8(ascii: ":"),
                let port = ASCII.decimal(authority[(hostEnd + 1)...]), (1...65535).contains(port)
            else { return nil }
            if port != defaultPort {
                canonical.append(UInt8(ascii: ":"))
                canonical += Self.decimalDigits(port)
            }
        }
        utf8 = canonical
    }

    /// The canonical text.
    public var text: String {
        String(decoding: utf8, as: UTF8.self)
    }

    /// Where the host ends, `nil` when there is none: a name or IPv4 address, or an IPv6 address in brackets.
    private static func hostEnd(_ authority: ArraySlice<UInt8>) -> Int? {
        if authority.first == UInt8(ascii: "[") {
            guard let close = authority.firstIndex(of: UInt8(ascii: "]")),
                close - authority.startIndex > 2,
                authority[(authority.startIndex + 1)..<close].allSatisfy(isInAddress)
            else { return nil }
            return close + 1
        }
        let host = authority.prefix(while: isInName)
        return host.isEmpty ? nil : host.endIndex
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        let lower = ASCII.lowercased(byte)
        return lower >= 0x61 && lower <= 0x7A || ASCII.isDigit(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }

    private static func isInAddress(_ byte: UInt8) -> Bool {
        let lower = ASCII.lowercased(byte)
        return lower >= 0x61 && lower <= 0x66 || ASCII.isDigit(byte)
            || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }

    private static func decimalDigits(_ number: Int) -> [UInt8] {
        var digits: [UInt8] = []
        var rest = number
        repeat {
            digits.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        return digits.reversed()
    }
}
