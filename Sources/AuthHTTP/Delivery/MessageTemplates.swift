import AuthDomain
import Mustache

/// The texts of `Web/messages`: per language a file for each message and one with phrases, and one
/// layout of HTML for all.
///
/// A message's file is plain text: three lines `Title:`, `Subject:` and `Text message:`, an empty line,
/// paragraphs, a line `---`, more paragraphs. What happened (device, time, address) stands between them.
package struct MessageTemplates: Sendable {
    private let library: MustacheLibrary

    /// Parses the templates; they are part of the program.
    ///
    /// - Throws: the parser's error.
    package init(assets: AssetStore) throws {
        MustacheContentTypes.register(ScalarHTML(), named: "HTML")
        var library = MustacheLibrary()
        let suffix = ".mustache"
        for asset in assets.all(in: "messages") where asset.name.hasSuffix(suffix) {
            try library.register(
                String(decoding: asset.bytes, as: UTF8.self),
                named: String(asset.name.dropLast(suffix.count)))
        }
        self.library = library
    }

    /// The text of the message `name` in `language`; `nil` when there is none.
    func text(_ name: String, in language: Language, _ values: MessageValues) -> MessageText? {
        library.render(values, withTemplate: "\(language.rawValue)/\(name)").flatMap { MessageText($0) }
    }

    /// The phrases of `language` by name.
    func phrases(in language: Language, _ values: MessageValues) -> [String: String] {
        let text = library.render(values, withTemplate: "\(language.rawValue)/phrases") ?? ""
        return MessageText.fields(text.split(separator: "\n"))
    }

    /// The HTML of an e-mail.
    func html(_ layout: MessageLayout) -> String? {
        library.render(layout, withTemplate: "layout")
    }
}

/// What a message's template may name. All texts are one line.
struct MessageValues: Sendable {
    var brand: String
    var displayName: String
    var name = ""
    var count = 0
    var until = ""
    /// Whether ``until`` is there, for messages that may go without.
    var isDated = false
    var isEmail = false
    var username = ""
    var event = ""
    var code = ""
    var minutes = 0
    var link = ""
    var site = ""
    /// Whom to ask for help; empty: nothing is said.
    var help = ""
}

/// A rendered message, taken apart.
struct MessageText: Sendable, Equatable {
    let title: String
    let subject: String
    let short: String
    /// The paragraphs before and after the facts.
    let before: [String]
    let after: [String]

    init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let head = Self.fields(lines.prefix { !$0.isEmpty })
        guard let title = head["Title"], let subject = head["Subject"], let short = head["Text message"]
        else { return nil }
        self.title = title
        self.subject = subject
        self.short = short
        let body = lines.drop { !$0.isEmpty }.filter { !$0.isEmpty }
        let parts = body.split(separator: "---", maxSplits: 1, omittingEmptySubsequences: false)
        before = parts.first.map { $0.map(String.init) } ?? []
        after = parts.count == 2 ? parts[1].map(String.init) : []
    }

    /// Lines `name: value` by name.
    static func fields(_ lines: some Sequence<Substring>) -> [String: String] {
        var fields: [String: String] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[String(line[..<colon])] = String(line[colon...].dropFirst().drop { $0 == " " })
        }
        return fields
    }
}

/// What the HTML layout shows.
struct MessageLayout: Sendable {
    /// One line of what happened.
    struct Fact: Sendable {
        let label: String
        let value: String
    }

    /// A link that acts without a sign-in: "This was not me", "Undo this change".
    struct Link: Sendable {
        let address: String
        let label: String
        let text: String
    }

    /// Six digits in two groups.
    struct Code: Sendable {
        let first: String
        let second: String
    }

    let language: String
    let brand: String
    let subject: String
    let title: String
    let greeting: String
    let before: [String]
    let code: Code?
    let hasFacts: Bool
    let facts: [Fact]
    let after: [String]
    let undo: Link?
    let link: Link?
    /// Whom to ask for help.
    let help: String?
    let footer: String

    /// The same as plain text.
    var text: String {
        var lines = [greeting, ""]
        for paragraph in before { lines += [paragraph, ""] }
        if let code { lines += ["    \(code.first)\(code.second)", ""] }
        let width = facts.map(\.label.count).max() ?? 0
        for fact in facts {
            let padding = String(repeating: " ", count: width - fact.label.count + 2)
            lines.append("  \(fact.label):\(padding)\(fact.value)")
        }
        if hasFacts { lines.append("") }
        for paragraph in after { lines += [paragraph, ""] }
        for link in [undo, link].compactMap({ $0 }) {
            lines += [link.text, "", "\(link.label): \(link.address)", ""]
        }
        if let help { lines += [help, ""] }
        return (lines + ["--", footer, ""]).joined(separator: "\n")
    }
}
