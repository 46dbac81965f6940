import ArgumentParser
import AuthDomain

/// `countersign user invite`.
struct UserInvite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Make an invitation code for a first registration.",
        discussion: """
            With the password and this code the person registers a first phone, within seven days. An \
            earlier code of the person ends.

            Example: countersign user invite maria --json
            Exit codes: 0 made; 2 there is no such person, or the account is disabled or locked.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    @Flag(help: "Print one JSON object: code, expires_at, username.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let account = try await installation.person(username)
            let refusal = HelpDesk.Rules.refusal(
                of: .issueInvitation, by: .commandLine, for: account, at: installation.clock.now)
            if let refusal { throw HelpDeskFailures.failure(refusal, for: account) }
            let (code, expiresAt) = try await installation.invitationService.issue(
                for: account, by: .commandLine, source: installation.commandLine)
            try HandedCode.show(code, of: account, until: expiresAt, asJSON: json)
        }
    }
}
