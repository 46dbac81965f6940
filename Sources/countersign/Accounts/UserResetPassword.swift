import ArgumentParser
import AuthDomain

/// `countersign user reset-password`.
struct UserResetPassword: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-password",
        abstract: "Set a new password; sessions and tokens end, the person is told.",
        discussion: """
            Without --password-stdin a password is made and printed once.

            Example: countersign user reset-password maria
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    @Flag(help: "Read the password from standard input (one line).")
    var passwordStdin = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let username = try Arguments.username(username)
            let (password, made) = try NewPassword.read(fromInput: passwordStdin)
            try await UserFailures.translate { () async throws(AccountService.Failure) in
                try await installation.accountService.resetPassword(
                    to: password, username: username, by: .commandLine,
                    source: installation.commandLine)
            }
            if json {
                var object = ["username": username.text]
                object["password"] = made
                try Output.json(object)
            } else {
                print("\(username.text) has a new password.")
                if let made { print("Password: \(made)") }
            }
        }
    }
}
