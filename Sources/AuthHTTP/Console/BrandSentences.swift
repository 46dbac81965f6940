import AuthDomain

/// How the console names what makes the brand.
enum BrandSentences {
    /// What `item` is.
    static func question(_ item: Brand.Item) -> Phrase {
        switch item {
        case .name: Phrase("Product name")
        case .accent: Phrase("Colour of buttons and links")
        case .language: Phrase("Language where nobody chose one")
        case .help: Phrase("Whom people ask for help")
        }
    }

    /// The value of `item` for people; `nil`: nothing is said.
    static func answer(_ item: Brand.Item, _ brand: Brand, say: (Phrase) -> String) -> String? {
        switch item {
        case .name: brand.name
        case .accent: brand.accent ?? say(Phrase("a blue of the program"))
        case .language: brand.language.ownName
        case .help: brand.help
        }
    }

    /// What may be typed for `item`, and what counts without.
    static func hint(_ item: Brand.Item, over base: Brand) -> Phrase {
        switch item {
        case .name: Phrase("Empty: as in the settings file, “\(base.name)”.")
        case .accent:
            base.accent.map { Phrase("Such as #2456c7. Empty: as in the settings file, \($0).") }
                ?? Phrase("Such as #2456c7. Empty: a blue of the program.")
        case .language: Phrase("as in the settings file: \(base.language.ownName)")
        case .help:
            base.help.map { Phrase("One line. Empty: as in the settings file, “\($0)”.") }
                ?? Phrase("One line on every page and in notices, such as “IT help desk, +49 30 123456”. Empty: none.")
        }
    }

    /// What is wrong with `item`.
    static func mistake(_ item: Brand.Item, longest: Int) -> Phrase {
        switch item {
        case .name, .help: Phrase("At most \(longest) characters, all of which can be seen.")
        case .accent: Phrase("Type a colour such as #2456c7.")
        case .language: Phrase("Check this value.")
        }
    }
}
