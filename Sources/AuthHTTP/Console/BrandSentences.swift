import AuthDomain

/// How the console names what makes the brand.
enum BrandSentences {
    /// What the member `name` of ``Brand/Changes`` is.
    static func question(_ name: String) -> Phrase {
        switch name {
        case "name": Phrase("Product name")
        case "accent": Phrase("Colour of buttons and links")
        case "language": Phrase("Language where nobody chose one")
        default: Phrase("Whom people ask for help")
        }
    }

    /// The value of the member `name` for people; `nil`: nothing is said.
    static func answer(_ name: String, _ brand: Brand, say: (Phrase) -> String) -> String? {
        switch name {
        case "name": brand.name
        case "accent": brand.accent ?? say(Phrase("a blue of the program"))
        case "language": brand.language.ownName
        default: brand.help
        }
    }
}
