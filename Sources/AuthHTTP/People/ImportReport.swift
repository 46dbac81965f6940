import AuthDomain

/// What an import says while it goes on, as items of a list.
struct ImportReport {
    private let total: Int
    private let most: Int
    private let say: (Phrase) -> String
    private var read = 0
    private var added = 0
    private var skipped = 0

    /// For `total` lines, of whose problems at most `most` are listed.
    init(total: Int, most: Int, say: @escaping (Phrase) -> String) {
        self.total = total
        self.most = most
        self.say = say
    }

    /// The items for one batch.
    mutating func take(_ outcome: People.ImportOutcome, lines: Int) -> String {
        read += lines
        added += outcome.added
        var text = ""
        for flaw in outcome.problems {
            skipped += 1
            if skipped <= most {
                text += item(Phrase("Line \(flaw.line): \(Self.sentence(flaw.problem))"))
            } else if skipped == most + 1 {
                text += item(Phrase("Further lines with problems are only counted."))
            }
        }
        return text + item(Phrase("\(read) of \(total) lines read"), isSoft: true)
    }

    /// The item that says where it ended too early.
    func stop(at line: Int) -> String {
        item(Phrase("Stopped at line \(line): the server is busy. Send the file again later; who was added stays."))
    }

    /// The last item: what became of it all.
    func end() -> String {
        let sentence = say(Phrase("\(added) added, \(skipped) skipped."))
        return
            "<li class=\"row\"><p class=\"row-text\" role=\"status\"><strong>\(ScalarHTML().escapeText(sentence))</strong></p></li>"
    }

    private func item(_ phrase: Phrase, isSoft: Bool = false) -> String {
        "<li class=\"row\"><p class=\"row-text\(isSoft ? " soft small" : "")\">\(ScalarHTML().escapeText(say(phrase)))</p></li>\n"
    }

    private static func sentence(_ problem: People.ImportProblem) -> Phrase {
        switch problem {
        case .noObject: Phrase("it is not a JSON object with a username")
        case .badUsername: Phrase("the username is not valid")
        case .badEmail: Phrase("the e-mail address is not one")
        case .badPhone: Phrase("the phone number must have its country code")
        case .badRecord: Phrase("it has not the cells that the heading names")
        case .badDisplayName: Phrase("the name is not valid")
        case .badHash: Phrase("the passwordHash is not an Argon2id PHC string within limits")
        case .weakPassword: Phrase("the password is too weak")
        case .noPassword: Phrase("it needs either a password or a passwordHash")
        case .badAuthenticator: Phrase("the otpauth URI is not valid")
        case .usernameTaken: Phrase("the username is taken")
        }
    }
}
