import ArgumentParser
import AuthDomain

/// `countersign user unlock`.
struct UserUnlock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Let a person try again after too many wrong passwords or codes.",
        discussion: "Example: countersign user unlock maria")

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let username = try Arguments.username(username)
            try await UserFailures.translate { () async throws(AccountService.Failure) in
                try await installation.accountService.unlock(
                    username, digest: installation.digest, by: .commandLine,
                    source: installation.commandLine)
            }
            print("\(username.text) can try again.")
        }
    }
}
