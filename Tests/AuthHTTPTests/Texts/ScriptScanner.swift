import Foundation

/// Finds what scripts say: the keys of `say('…')` and `sayCount(n, { one: '…', other: '…' })`, and
/// literals that look like sentences but are said without them.
struct ScriptScanner {
    /// What a script asks the catalogue for.
    private(set) var phrases: Set<PhraseScanner.Found> = []
    /// Sentences that nobody can translate.
    private(set) var bare: [String] = []
    /// Calls whose text is no plain literal, by the code before them.
    private(set) var unreadable: [String] = []

    private let source: [Character]
    private var position = 0
    /// The code since the last literal, without comments.
    private var code = ""
    /// `one:` of a `sayCount` stood before the last literal.
    private var isCounting = false

    init(_ script: String) {
        source = Array(script)
        while position < source.count { step() }
        check(code)
    }

    private mutating func step() {
        let next = source[position]
        if peek("//") {
            while position < source.count, source[position] != "\n" { position += 1 }
        } else if peek("/*") {
            position += 2
            while position < source.count, !peek("*/") { position += 1 }
            position += 2
        } else if next == "'" || next == "\"" || next == "`" {
            literal(closedBy: next)
        } else if next == "/", beginsPattern {
            skipPattern()
        } else {
            code.append(next)
            position += 1
        }
    }

    /// A slash after what cannot end a value begins a regular expression.
    private var beginsPattern: Bool {
        guard let last = code.last(where: { !$0.isWhitespace }) else { return true }
        return "(,=:[!&|?{};>".contains(last)
    }

    private mutating func skipPattern() {
        var isInClass = false
        position += 1
        while position < source.count, source[position] != "/" || isInClass {
            switch source[position] {
            case "\\": position += 1
            case "[": isInClass = true
            case "]": isInClass = false
            default: break
            }
            position += 1
        }
        position += 1
        code += "0"
    }

    private mutating func literal(closedBy mark: Character) {
        position += 1
        var text = ""
        var isPlain = mark != "`"
        while position < source.count, source[position] != mark {
            if source[position] == "\\" {
                isPlain = false
                position += 1
            }
            if mark == "`", peek("${") {
                skipInterpolation()
                text += "…"
                continue
            }
            if position < source.count { text.append(source[position]) }
            position += 1
        }
        position += 1
        judge(text, isPlain: isPlain)
    }

    /// Goes behind the `}` of an interpolation; what is in it is looked at like all code.
    private mutating func skipInterpolation() {
        let outer = code
        position += 2
        code = ""
        var depth = 1
        while position < source.count {
            if source[position] == "{" { depth += 1 }
            if source[position] == "}" {
                depth -= 1
                if depth == 0 { break }
            }
            step()
        }
        position += 1
        check(code)
        code = outer
    }

    private mutating func judge(_ text: String, isPlain: Bool) {
        let before = String(code.reversed().drop(while: \.isWhitespace).reversed())
        let wasCounting = isCounting
        isCounting = false
        code = ""
        if let call = before.range(of: "say(", options: [.backwards, .anchored]), isCall(before) {
            check(String(before[..<call.lowerBound]))
            if isPlain {
                phrases.insert(.init(key: text, isCounted: false))
            } else {
                unreadable.append(text)
            }
        } else if before.hasSuffix("one:"), let call = before.range(of: "sayCount(", options: .backwards) {
            check(String(before[..<call.lowerBound]))
            isCounting = true
            if !isPlain { unreadable.append(text) }
        } else if wasCounting, before.hasSuffix("other:") {
            if isPlain {
                phrases.insert(.init(key: text, isCounted: true))
            } else {
                unreadable.append(text)
            }
        } else {
            check(before)
            if Self.isSentence(text), !before.hasSuffix("Error(") { bare.append(text) }
        }
    }

    /// A call in `code` has no literal.
    private mutating func check(_ code: String) {
        for call in code.matches(of: /(?:^|[^.#\w])(?:say|sayCount)\([^)]{0,40}/) {
            unreadable.append(String(call.output))
        }
    }

    private func isCall(_ code: String) -> Bool {
        code.contains(/(?:^|[^.#\w])say\($/)
    }

    /// Two words of which the first is written large or the last ends like a sentence, or one word written
    /// large. Names of things in code have no spaces, or small letters and hyphens.
    static func isSentence(_ text: String) -> Bool {
        text.contains(/^[“„]?\p{Lu}[\p{L}’]* .*\p{L}{2}/) || text.contains(/\p{L} .*\p{L}[.…?!]$/)
            || text.contains(/^\p{L}.*\p{L}{2}[.…?!]$/) || text.contains(/^\p{Lu}\p{Ll}+$/)
    }

    private func peek(_ text: String) -> Bool {
        source[position...].starts(with: text)
    }
}
