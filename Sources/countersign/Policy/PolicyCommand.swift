import ArgumentParser
import AuthDomain
import Foundation

/// `countersign policy …`.
struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Decide who must use a second factor, and from when.",
        discussion: """
            docs/policy.md says what a document can decide and how its layers are resolved.

            Example: countersign policy show > policy.json, edit it, countersign policy set policy.json
            """,
        subcommands: [
            PolicyShow.self, PolicySet.self, PolicySimulate.self, PolicyExplain.self, PolicyExempt.self,
            PolicyRemind.self,
        ])
}

/// `countersign policy show`.
struct PolicyShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the document in effect as JSON.",
        discussion: """
            Before the first “policy set” it decides nothing, and the settings file alone counts.

            Examples:
              countersign policy show > policy.json
              countersign policy show --history        every version: number, when, by whom
              countersign policy show --number 3       an earlier version
            Exit codes: 0 printed; 2 there is no such version.
            """)

    @OptionGroup var data: DataOptions

    @Flag(help: "List the versions instead, newest first, one JSON object per line.")
    var history = false

    @Option(help: "The version to print (otherwise the one in effect).")
    var number: Int?

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            if history { return try await list(installation) }
            guard let number else {
                print(try await installation.policies.current().document.json.formatted)
                return
            }
            let before = number < Int.max ? number + 1 : number
            let found = try await installation.policyStore.history(before: before, limit: 1).first
            guard let found, found.number == number else {
                throw Failure.refused("There is no version \(number).")
            }
            print(found.text)
        }
    }

    private func list(_ installation: Installation) async throws {
        var before: Int?
        while true {
            let page = try await installation.policyStore.history(before: before, limit: 100)
            for saved in page {
                try Output.json(
                    [
                        "number": saved.number, "saved_at": Output.time(saved.savedAt), "saved_by": saved.savedBy,
                    ] as [String: Any])
            }
            guard let last = page.last else { return }
            before = last.number
        }
    }
}

/// `countersign policy set`.
struct PolicySet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Put a document into effect, on every server at once.",
        discussion: """
            The document replaces the one in effect as a whole. Every mistake in it is told at once. With --over it \
            counts only if that version is still in effect.

            This also ends a rule that locks everybody out, administrators included: here nothing but access to the \
            server is needed, and the audit log says that the command line did it.

            Examples:
              countersign policy set policy.json --over 3
              echo '{"everyone": {"app": {"mandatoryFrom": "2027-03-05", "timeZone": "Europe/Zagreb"}}}' | \
            countersign policy set -
              echo '{}' | countersign policy set -     the settings file alone counts again
            Exit codes: 0 in effect; 2 it names unknown groups or people, or another version came first; \
            78 the document is not right.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The file with the document; - reads it from standard input.")
    var file: String

    @Option(help: "The version that it was written on.")
    var over: Int?

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let document = try PolicyFile.read(file, by: installation.policies)
            let latest = try await installation.policyStore.latest()?.number ?? 0
            let outcome = try await installation.policies.save(
                document, over: over ?? latest, by: .commandLine, source: installation.commandLine)
            switch outcome {
            case .saved(let number): print("Version \(number) is in effect.")
            case .unchanged: print("Version \(latest) says the same and stays in effect.")
            case .overtaken:
                throw Failure.refused("Version \(latest) is in effect. Look at it, and write yours on top of it.")
            case .tooLarge:
                throw Failure.settings(
                    "The document would be too large: it may have 256 KiB, written out as “policy show” prints it.")
            case .unknown(let names):
                throw Failure.refused("It names groups or people that do not exist: \(names.joined(separator: ", ")).")
            }
        }
    }
}

/// Reads documents and moments that commands are given.
enum PolicyFile {
    /// The document in the file `path`, or on standard input.
    static func read(_ path: String, by policies: PolicyService) throws -> Policy.Document {
        let handle: FileHandle
        if path == "-" {
            handle = .standardInput
        } else {
            guard let opened = FileHandle(forReadingAtPath: path) else {
                throw Failure.unavailable("The file \(path) cannot be read.")
            }
            handle = opened
        }
        var bytes: [UInt8] = []
        // One byte more than is taken, so that the reader says what is wrong.
        while bytes.count <= JSONParser.mostBytes,
            let part = try handle.read(upToCount: JSONParser.mostBytes + 1 - bytes.count), !part.isEmpty
        {
            bytes += part
        }
        switch policies.read(bytes) {
        case .success(let document): return document
        case .failure(let problems):
            let lines = problems.all.map { "  \($0)" }.joined(separator: "\n")
            throw Failure.settings("The document is not right:\n\(lines)")
        }
    }

    /// The moment that `text` names; `nil` gives `now`.
    static func moment(_ text: String?, now: Instant) throws -> Instant {
        guard let text else { return now }
        guard let date = ISO8601DateFormatter().date(from: text) else {
            throw Failure("“\(text)” is not a moment like 2027-03-05T10:00:00Z.", code: 64)
        }
        return Instant(milliseconds: Int64(date.timeIntervalSince1970) * 1000)
    }
}
