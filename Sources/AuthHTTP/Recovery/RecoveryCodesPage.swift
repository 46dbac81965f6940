/// "Recovery codes": how many are left, and new ones (`/profile/access/recovery-codes`).
struct RecoveryCodesPage: Page {
    static let template = "recovery-codes"

    var frame: PageFrame
    /// The person has some.
    var hasCodes: Bool
    /// How many are left, in words: "3 codes left".
    var left: String
    /// So few that new ones should be got.
    var isLow: Bool
}

/// The codes, once (answer to a POST to `/profile/access/recovery-codes`).
struct NewRecoveryCodesPage: Page {
    static let template = "new-recovery-codes"

    var frame: PageFrame
    /// The codes as they are typed.
    var codes: [String]
    /// The same as one text, one per line, to be copied.
    var text: String
    /// The same as a file: a `data:` link, so that the codes travel once only, in this page. A download
    /// from the server would need them stored, or sent back to it.
    var download: String
    /// When they were made.
    var made: Moment
    /// Where "I have saved them" leads.
    var donePath: String

    /// Creates the page; `heading` and `hint` are lines of the file.
    init(
        frame: PageFrame, codes: [String], made: Moment, donePath: String, heading: String, hint: String
    ) {
        self.frame = frame
        self.codes = codes
        self.made = made
        self.donePath = donePath
        text = codes.joined(separator: "\n")
        let numbered = codes.enumerated().map { "\($0.offset + 1). \($0.element)" }
        // Line ends as every editor reads them.
        let file = ([heading, made.text, hint, ""] + numbered + [""]).joined(separator: "\r\n")
        download = "data:text/plain;charset=utf-8," + LocalPath.encode(file)
    }
}
