import AuthDomain

extension Brand {
    /// Reads what people see of the company; the console may say otherwise while servers run.
    ///
    /// - Configuration keys:
    ///   - `brand.name` (text, default `Countersign`, 1–64 characters)
    ///   - `brand.accent` (text `#rrggbb`): buttons and links; the text on it is chosen for contrast
    ///   - `brand.language` (`en`, `de` or `hr`, default `en`): for those who chose no other
    ///   - `brand.help` (text, 1–200 characters): whom people ask for help
    init(reader: inout SettingReader) {
        self.init(
            name: reader.text("brand.name") ?? "Countersign", accent: reader.text("brand.accent"),
            language: reader.choice("brand.language", default: .english), help: reader.text("brand.help"))
        if !Brand.isName(name) {
            reader.report(
                "brand.name",
                "must be one line of 1 to 64 characters without spaces at its ends and without invisible ones")
        }
        if let accent, !Brand.isAccent(accent) {
            reader.report("brand.accent", "must be a colour like #2456c7")
        }
        if let help, !Brand.isHelp(help) {
            reader.report(
                "brand.help",
                "must be one line of 1 to 200 characters without spaces at its ends and without invisible ones")
        }
    }
}
