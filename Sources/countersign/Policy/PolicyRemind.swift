import ArgumentParser
import AuthDomain

/// `countersign policy remind`.
struct PolicyRemind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remind", abstract: "Ask everybody without a registered device by e-mail to register one.",
        discussion: """
            It goes to people whom the app lets in with a registered phone only, now or from a day on, and who have an \
            e-mail address; to each once for the same day. The servers that run send it. “policy simulate” says \
            beforehand who they are.

            Example: countersign policy remind
            Exit codes: 0 asked for; 2 it was asked for today under this policy already.
            """)

    @OptionGroup var data: DataOptions

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            guard
                try await installation.reminders.request(by: .commandLine, source: installation.commandLine)
            else { throw Failure.refused("That was asked for today already.") }
            print("The servers that run send the reminders now.")
        }
    }
}
