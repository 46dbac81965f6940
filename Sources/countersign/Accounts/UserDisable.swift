import ArgumentParser
import AuthDomain

/// `countersign user disable`.
struct UserDisable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Keep a person out; sessions and tokens end at once.",
        discussion: "Example: countersign user disable maria")

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    func run() async throws {
        try await countersign.run {
            try await AccountSwitch.set(disabled: true, username, data)
        }
    }
}

/// `countersign user enable`.
struct UserEnable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let a disabled person sign in again.",
        discussion: "Example: countersign user enable maria")

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    func run() async throws {
        try await countersign.run {
            try await AccountSwitch.set(disabled: false, username, data)
        }
    }
}

private enum AccountSwitch {
    static func set(disabled: Bool, _ text: String, _ data: DataOptions) async throws {
        let installation = try await Opening.installation(data)
        let username = try Arguments.username(text)
        let change = try await UserFailures.translate { () async throws(AccountService.Failure) in
            try await installation.accountService.setDisabled(
                disabled, username: username, by: .commandLine, source: installation.commandLine)
        }
        let state = disabled ? "disabled" : "enabled"
        switch change {
        case .changed: print("\(username.text) is \(state).")
        case .unchanged: print("\(username.text) was \(state) already.")
        case .lastAdministrator: throw UserFailures.lastAdministrator(username)
        }
    }
}
