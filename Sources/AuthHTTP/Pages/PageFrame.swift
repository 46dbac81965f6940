import AuthDomain

/// What the layout shows around every page: brand, person, notices, and the token that forms carry.
struct PageFrame: Sendable {
    /// The person who is signed in, as the header names them.
    struct Person: Sendable {
        /// The name this person signs in with.
        var username: String
        /// The name shown to people.
        var displayName: String
        /// The header offers the console's pages.
        var isStaff: Bool = false
    }

    /// The language of the page.
    var language: Language = .english
    /// Its tag for the page's `lang` (BCP 47).
    var languageTag: String = Language.english.rawValue
    /// The product name shown to people (setting `brand.name`).
    var brand: String
    /// Whom people ask for help (setting `brand.help`).
    var help: String? = nil
    /// The page's own part of the window title, in the words of its heading.
    var title: String
    /// The signed-in person, or `nil` while the sign-in is not complete.
    ///
    /// With a person the header offers "User profile" and "Sign out"; someone who signed in with a
    /// password to register the first device counts too.
    var person: Person? = nil
    /// The token against cross-site request forgery; every form carries it as `csrf`.
    var csrf: String
    /// The page belongs to the section "Details" of the user profile.
    var isDetails: Bool = false
    /// The page belongs to the section "Access controls" of the user profile.
    var isAccessControls: Bool = false
    /// The page belongs to the console under `/admin/`.
    var isConsole: Bool = false
    /// The console's navigation: what the reader's role may see.
    var consoleEntries: [ConsoleEntry] = []
    /// One short sentence about what has just been done, such as "Device registered".
    var notice: String? = nil
    /// One plain sentence about what went wrong *and what to do next*; announced as an alert.
    var problem: String? = nil
    /// The id under which the help desk finds this problem; shown only next to a problem.
    var reference: String? = nil
    /// The server runs with `--demo`; the layout then links to the outbox.
    var isDemo: Bool = false
    /// The path of the stylesheet that sets the brand's accent colour.
    var accentStylesheet: String = "/assets/brand.css"
}
