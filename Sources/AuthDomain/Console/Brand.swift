/// What people see of the company on every page and in every message.
package struct Brand: Sendable, Equatable {
    /// The product's name; 1–64 characters.
    package var name: String
    /// The colour of buttons and links as `#rrggbb`; `nil`: the stylesheet's own.
    package var accent: String?
    /// The language of messages to those who chose none, and of pages for those who ask for none that there is.
    package var language: Language
    /// Whom people ask for help, such as "IT help desk, +49 30 123456"; `nil`: nothing is said. 1–200 characters.
    package var help: String?

    /// A brand.
    package init(name: String, accent: String? = nil, language: Language = .english, help: String? = nil) {
        self.name = name
        self.accent = accent
        self.language = language
        self.help = help
    }

    /// The most characters of a name.
    package static let longestName = 64
    /// The most characters of what says whom to ask for help.
    package static let longestHelp = 200

    /// Whether `text` may be a name.
    package static func isName(_ text: String) -> Bool { text.isVisibleLine(upTo: longestName) }

    /// Whether `text` may say whom to ask for help.
    package static func isHelp(_ text: String) -> Bool { text.isVisibleLine(upTo: longestHelp) }

    /// Whether `text` is a colour, `#rrggbb`.
    package static func isAccent(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst()
        return text.utf8.first == UInt8(ascii: "#") && digits.count == 6
            && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }
}

extension Brand {
    /// What makes a brand; the names are those of JSON and of the audit log.
    package enum Item: String, Sendable, CaseIterable {
        case name
        case accent
        case language
        case help
    }

    /// What the console says otherwise than the settings file; `nil`: as there.
    package struct Changes: Sendable, Equatable {
        package var name: String?
        package var accent: String?
        package var language: Language?
        package var help: String?

        /// Changes; none without arguments.
        package init(name: String? = nil, accent: String? = nil, language: Language? = nil, help: String? = nil) {
            self.name = name
            self.accent = accent
            self.language = language
            self.help = help
        }

        /// `brand` with these changes.
        package func applied(to brand: Brand) -> Brand {
            Brand(
                name: name ?? brand.name, accent: accent ?? brand.accent, language: language ?? brand.language,
                help: help ?? brand.help)
        }

        /// What is said of `item`; `nil`: nothing.
        package subscript(_ item: Item) -> String? {
            switch item {
            case .name: name
            case .accent: accent
            case .language: language?.rawValue
            case .help: help
            }
        }

        /// As a JSON object, without what is not said.
        package var json: JSONValue {
            .object(Item.allCases.map { item in (item.rawValue, self[item].map { .text($0) }) })
        }

        /// Changes by what they are of.
        ///
        /// - Returns: `nil` unless each may be what it is.
        package init?(_ texts: [Item: String]) {
            for (item, text) in texts {
                guard take(text, as: item) else { return nil }
            }
        }

        /// Reads what ``json`` wrote.
        ///
        /// - Returns: `nil` when it is something else.
        package static func read(_ bytes: [UInt8]) -> Changes? {
            guard case .success(let value) = JSONParser.parse(bytes), let members = value.members else { return nil }
            var texts: [Item: String] = [:]
            for member in members {
                guard case .text(let text) = member.value, let item = Item(rawValue: member.name) else { return nil }
                texts[item] = text
            }
            return Changes(texts)
        }

        private mutating func take(_ text: String, as item: Item) -> Bool {
            switch item {
            case .name where Brand.isName(text): name = text
            case .accent where Brand.isAccent(text): accent = text
            case .help where Brand.isHelp(text): help = text
            case .language:
                language = Language(rawValue: text)
                return language != nil
            case .name, .accent, .help: return false
            }
            return true
        }
    }
}
