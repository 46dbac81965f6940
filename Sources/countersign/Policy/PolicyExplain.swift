import ArgumentParser
import AuthDomain

/// `countersign policy explain`.
struct PolicyExplain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what is decided for a person at a moment, and by which rule.",
        discussion: """
            Prints one JSON object: for every question its value and what decided it: person, group:NAME, everyone, \
            settings (the settings file), exemption or grace. “appNow” is what “app” comes to at that moment. Groups, \
            exemption and grace are the person's present ones.

            Examples:
              countersign policy explain maria
              countersign policy explain maria --at 2027-03-05T10:00:00Z
              countersign policy explain maria --with policy.json     a document that is not in effect
            Exit codes: 0 printed; 2 there is no such person; 78 the document is not right.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    @Option(help: "The moment, like 2027-03-05T10:00:00Z (otherwise now).")
    var at: String?

    @Option(help: "A file with a document to try instead of the one in effect; - reads standard input.")
    var with: String?

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let account = try await installation.person(username)
            let moment = try PolicyFile.moment(at, now: installation.clock.now)
            let policies = installation.policies
            let decision: Policy.Decision
            if let with {
                let document = try PolicyFile.read(with, by: policies)
                decision = try await policies.decision(for: account.id, under: document, at: moment)
            } else {
                decision = try await policies.decision(for: account.id, at: moment)
            }
            print(decision.json.formatted)
        }
    }
}
