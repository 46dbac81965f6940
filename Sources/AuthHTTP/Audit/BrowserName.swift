/// Names a browser the way people call it.
enum BrowserName {
    /// `Chrome on Windows`, from what a client says it is; its own words, shortened, when they are
    /// no browser's. Never a proof of anything: clients say what they like.
    static func phrase(_ userAgent: String) -> Phrase {
        guard userAgent.hasPrefix("Mozilla/") else {
            return Phrase("\(String(userAgent.prefix(40)))")
        }
        let name = browsers.first { userAgent.contains($0.mark) }?.name
        let browser = name.map { Phrase("\($0)") } ?? Phrase("A browser")
        guard let system = systems.first(where: { userAgent.contains($0.mark) })?.name
        else { return browser }
        return Phrase("\(browser) on \(system)")
    }

    /// The same in English, as it is kept for a browser that is remembered.
    static func text(_ userAgent: String) -> String { phrase(userAgent).english }

    /// The first mark that occurs counts: later browsers carry the marks of earlier ones.
    private static let browsers: [(mark: String, name: String)] = [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]

    private static let systems: [(mark: String, name: String)] = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
        ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
    ]
}
