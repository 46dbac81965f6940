import ArgumentParser
import AuthDomain

/// `countersign user bypass`.
struct UserBypass: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bypass", abstract: "Make a temporary code that takes the place of the second step.",
        discussion: """
            The person signs in on the web with the password and this code, and is told of it. It changes \
            nothing of what is registered. An earlier code of the person ends.

            Example: countersign user bypass maria --uses 1 --hours 4
            Exit codes: 0 made; 2 there is no such person, or the account is disabled or locked; 64 the \
            numbers are out of range.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    @Option(help: "How often it may be used, 1 to 20.")
    var uses = HelpDesk.BypassGrant.usual.uses

    @Option(help: "How many hours it is good, 1 to 72.")
    var hours = HelpDesk.BypassGrant.usual.hours

    @Flag(help: "Print one JSON object: code, expires_at, username, uses.")
    var json = false

    func run() async throws {
        try await countersign.run {
            guard let grant = HelpDesk.BypassGrant(uses: uses, hours: hours) else {
                throw Failure("A code can be used 1 to 20 times within 1 to 72 hours.", code: 64)
            }
            let installation = try await Opening.installation(data)
            let account = try await installation.person(username)
            let issued = try await installation.bypassCodes.issue(
                for: account, grant: grant, by: .commandLine, source: installation.commandLine)
            switch issued {
            case .success(let (code, expiresAt)):
                try HandedCode.show(
                    code, of: account, until: expiresAt, asJSON: json, more: ["uses": uses])
            case .failure(let refusal):
                throw HelpDeskFailures.failure(refusal, for: account)
            }
        }
    }
}
