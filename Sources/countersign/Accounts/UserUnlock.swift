import ArgumentParser
import AuthDomain

/// `countersign user unlock`.
struct UserUnlock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Let a person try again after too many wrong passwords or codes.",
        discussion: """
            It also ends the lock on changes that follows “This was not me”.

            Example: countersign user unlock maria
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let account = try await installation.person(username)
            let outcome = try await installation.unlockService.unlock(
                account, by: .commandLine, source: installation.commandLine)
            switch outcome {
            case .unlocked(let isThawed):
                let thawed = isThawed ? " Phones and addresses can be changed again." : ""
                print("\(account.username.text) can try again.\(thawed)")
            case .refused(let refusal):
                throw HelpDeskFailures.failure(refusal, for: account)
            }
        }
    }
}
