import ArgumentParser
import AuthDomain
import Foundation

/// `countersign audit stream`.
struct AuditStream: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream",
        abstract: "Say where audit entries are sent as they are written, and how that goes.",
        discussion: """
            A running server sends them, to the system that audit.stream.url names (docs/audit.md).
            Example: countersign audit stream --check
            Exit codes: 0 all well; 1 something needs attention; 78 nowhere.
            """)

    @OptionGroup var data: DataOptions

    @Flag(help: "Also connect to the system, without sending anything.")
    var check = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            guard let sink = installation.auditSink else {
                throw Failure.settings(
                    "Audit entries are sent nowhere. Set audit.stream.url (docs/configuration.md).")
            }
            let state = try await installation.auditStream.state(at: installation.clock.now)
            let refusal = check ? await sink.check() : nil
            let report = Report(sink.name, state, refusal)
            if json {
                try Output.json(report.object)
            } else {
                for line in report.lines { print(line) }
            }
            if report.trouble != nil { throw ExitCode(1) }
        }
    }

    /// What there is to say; names are those of the JSON object.
    private struct Report {
        let facts: KeyValuePairs<String, String?>
        let trouble: String?

        init(_ destination: String, _ state: Audit.StreamState?, _ refusal: Delivery.Trouble?) {
            let noted = state?.trouble ?? ""
            let late = state?.behindSince.map { "an entry of \(Output.time($0)) was not sent; is a server running?" }
            trouble = refusal?.description ?? (noted.isEmpty ? late : noted)
            facts = [
                "destination": destination, "beganAt": state.map { Output.time($0.beganAt) },
                "takenAt": state?.takenAt.map(Output.time),
                "failingSince": state?.failingSince.map(Output.time), "trouble": trouble,
            ]
        }

        var object: [String: Any] {
            facts.reduce(into: [:]) { object, fact in object[fact.key] = fact.value as Any? ?? NSNull() }
        }

        private static let captions = [
            "destination": "to", "beganAt": "since", "takenAt": "last taken",
            "failingSince": "failing since", "trouble": "why",
        ]

        var lines: [String] {
            facts.compactMap { name, fact in
                guard let fact, let caption = Self.captions[name] else { return nil }
                return caption.padding(toLength: 15, withPad: " ", startingAt: 0) + fact
            }
        }
    }
}
