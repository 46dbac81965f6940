import AuthDomain

/// What goes wrong when somebody is to be helped, in sentences.
enum HelpDeskFailures {
    /// Why the command line may not do something for `account`.
    static func failure(_ refusal: HelpDesk.Refusal, for account: Account) -> Failure {
        let name = account.username.text
        switch refusal {
        case .disabledAccount:
            return .refused("\(name) is disabled. First: countersign user enable \(name)")
        case .frozenAccount(let until):
            return .refused(
                """
                Changes are locked until \(Output.time(until)), because somebody reported an unknown change. \
                When you are sure who asks: countersign user unlock \(name)
                """)
        case .notAllowed, .ownAccount, .privilegedAccount:
            return .refused("That is not possible for \(name).")
        }
    }
}

/// How commands print a code that they hand out.
enum HandedCode {
    /// Prints `code` once: for people, or as one JSON object with `more`.
    static func show(
        _ code: GroupedCode, of account: Account, until: Instant, asJSON: Bool,
        more: [String: Any] = [:]
    ) throws {
        guard asJSON else {
            print("Code for \(account.username.text): \(code.text)")
            print("Good until \(Output.time(until)). It is shown only now.")
            return
        }
        var object = more
        object["username"] = account.username.text
        object["code"] = code.text
        object["expires_at"] = Output.time(until)
        try Output.json(object)
    }
}
