import AuthDomain

/// A sentence to a person: English with values put in. A ``Catalogue`` says it in other languages.
///
/// Written as `Phrase("Try again in \(wait).")`; the key is then `Try again in {1}.`. A script finds the
/// keys in the sources by that spelling, so the text must be a literal.
struct Phrase: Sendable, Equatable {
    /// The English text with `{1}`, `{2}` … where values go.
    let key: String
    /// What goes there, in order.
    let values: [Value]
    /// What decides between singular and plural forms; `nil`: nothing does.
    let count: Int?

    /// What is put into a sentence.
    indirect enum Value: Sendable, Equatable {
        /// As it is, in every language.
        case text(String)
        /// In the reader's language.
        case phrase(Phrase)
        /// As people write it in the reader's language.
        case moment(Moment)
    }

    /// A sentence.
    init(_ sentence: Sentence) {
        key = sentence.key
        values = sentence.values
        count = nil
    }

    /// A sentence that depends on a number: `Phrase(3, one: "1 try", other: "{1} tries")`. The key is
    /// `other`.
    init(_ count: Int, one: StaticString, other: StaticString) {
        key = other.description
        values = [.text(String(count))]
        self.count = count
        self.one = one.description
    }

    /// The English singular of a sentence with a count.
    private(set) var one: String?

    /// The sentence in English, for programs: their developers read it, people read pages.
    var english: String { Catalogue.empty.text(self, in: .english) }
}

extension Phrase {
    /// The literal of a sentence.
    struct Sentence: ExpressibleByStringInterpolation {
        fileprivate let key: String
        fileprivate let values: [Value]

        init(stringLiteral text: String) {
            key = text
            values = []
        }

        init(stringInterpolation parts: StringInterpolation) {
            key = parts.key
            values = parts.values
        }

        struct StringInterpolation: StringInterpolationProtocol {
            fileprivate var key = ""
            fileprivate var values: [Value] = []

            init(literalCapacity: Int, interpolationCount: Int) {
                key.reserveCapacity(literalCapacity + 3 * interpolationCount)
            }

            mutating func appendLiteral(_ text: String) { key += text }

            mutating func appendInterpolation(_ text: String) { append(.text(text)) }

            mutating func appendInterpolation(_ number: Int) { append(.text(String(number))) }

            mutating func appendInterpolation(_ phrase: Phrase) { append(.phrase(phrase)) }

            /// Nothing where there is nothing to say.
            mutating func appendInterpolation(_ phrase: Phrase?) {
                append(phrase.map { .phrase($0) } ?? .text(""))
            }

            mutating func appendInterpolation(_ moment: Moment) { append(.moment(moment)) }

            private mutating func append(_ value: Value) {
                values.append(value)
                key += "{\(values.count)}"
            }
        }
    }
}
