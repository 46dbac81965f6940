import Synchronization

/// Turns portable `$1` parameters into SQLite's numbered `?1`, once per SQL text.
///
/// SQLite would take `$1` for a parameter *named* `1` and number it by first appearance; `?1`
/// keeps the number, so that values bind by position wherever and however often it appears.
final class ParameterRewriting: Sendable {
    /// How many texts are remembered. More distinct texts than statements in the source mean
    /// that somebody builds SQL; the memory is then dropped rather than grown.
    static let capacity = 2048

    private let known = Mutex<[String: String]>([:])

    /// The text of `sql` with numbered parameters.
    func rewritten(_ sql: String) -> String {
        if let text = known.withLock({ $0[sql] }) { return text }
        let text = Self.rewrite(sql)
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[sql] = text
        }
        return text
    }

    /// Rewrites `$n` outside of string literals, quoted names, comments and longer names.
    static func rewrite(_ sql: String) -> String {
        let source = Array(sql.utf8)
        var target: [UInt8] = []
        target.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            let end = endOfToken(in: source, at: index)
            if end == index {
                let isParameter =
                    source[index] == UInt8(ascii: "$") && index + 1 < source.count
                    && isDigit(source[index + 1])
                target.append(isParameter ? UInt8(ascii: "?") : source[index])
                index += 1
            } else {
                target += source[index..<end]
                index = end
            }
        }
        return String(decoding: target, as: UTF8.self)
    }

    /// Where the literal, comment, name or number that begins at `start` ends; `start` itself
    /// when another character stands there. An unfinished token ends with the text.
    private static func endOfToken(in source: [UInt8], at start: Int) -> Int {
        let next = start + 1 < source.count ? source[start + 1] : 0
        switch (source[start], next) {
        case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _), (UInt8(ascii: "`"), _):
            return end(of: [source[start]], in: source, after: start + 1)
        case (UInt8(ascii: "["), _):
            return end(of: [UInt8(ascii: "]")], in: source, after: start + 1)
        case (UInt8(ascii: "-"), UInt8(ascii: "-")):
            return end(of: [UInt8(ascii: "\n")], in: source, after: start + 2)
        case (UInt8(ascii: "/"), UInt8(ascii: "*")):
            return end(of: Array("*/".utf8), in: source, after: start + 2)
        default:
            var index = start
            while index < source.count, isNamePart(source[index], isFirst: index == start) {
                index += 1
            }
            return index
        }
    }

    /// The index behind the first `closing` at or after `start`, or the end of the text.
    private static func end(of closing: [UInt8], in source: [UInt8], after start: Int) -> Int {
        var index = start
        while index + closing.count <= source.count {
            if source[index..<(index + closing.count)].elementsEqual(closing) {
                return index + closing.count
            }
            index += 1
        }
        return source.count
    }

    /// Whether `byte` continues a name or number; a name may hold `$` but not begin with it.
    private static func isNamePart(_ byte: UInt8, isFirst: Bool) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...0xFF: true
        case 0x30...0x39: true
        case UInt8(ascii: "$"): !isFirst
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
    }
}
