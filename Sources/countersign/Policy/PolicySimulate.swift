import ArgumentParser
import AuthDomain
import Foundation

/// `countersign policy simulate`.
struct PolicySimulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Say who would be kept out of the app by a document, and why.",
        discussion: """
            Changes nothing. Prints one JSON object per person without a registered device who would have to register \
            one before being let in: username, decidedBy, and graceDays, for how long they might still go on. The last \
            line is the sum. People come in the order of their names, page by page, so a million of them take no more \
            memory than a few.

            Examples:
              countersign policy simulate policy.json
              countersign policy simulate --at 2027-03-05T00:00:00Z      the document in effect, on that day
            Exit codes: 0 printed; 78 the document is not right.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The file with the document; - reads standard input (otherwise the one in effect).")
    var file: String?

    @Option(help: "The moment, like 2027-03-05T10:00:00Z (otherwise now).")
    var at: String?

    @Option(help: "The app: countersign-app or countersign-kit.")
    var client = "countersign-app"

    @Flag(help: "Print the sum only.")
    var count = false

    func run() async throws {
        try await countersign.run {
            guard SignIn.clients.contains(client) else {
                throw Failure("The app is \(SignIn.clients.sorted().joined(separator: " or ")).", code: 64)
            }
            let installation = try await Opening.installation(data)
            let document =
                if let file {
                    try PolicyFile.read(file, by: installation.policies)
                } else {
                    try await installation.policies.current().document
                }
            try await walk(
                installation, document, at: try PolicyFile.moment(at, now: installation.clock.now))
        }
    }

    private func walk(_ installation: Installation, _ document: Policy.Document, at moment: Instant) async throws {
        var looked = 0
        var blocked = 0
        var withGrace = 0
        var after: String?
        repeat {
            let page = try await installation.simulation.page(under: document, in: client, at: moment, after: after)
            looked += page.looked
            blocked += page.blocked.count
            withGrace += page.blocked.count { $0.graceDays > 0 }
            for person in page.blocked where !count {
                try Output.json(
                    [
                        "username": person.username.text, "decidedBy": person.layer.text,
                        "graceDays": person.graceDays,
                    ] as [String: Any])
            }
            after = page.next
        } while after != nil
        try Output.json(["people": looked, "blocked": blocked, "ofThemWithGrace": withGrace])
    }
}
