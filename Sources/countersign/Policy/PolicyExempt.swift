import ArgumentParser
import AuthDomain
import Foundation

/// `countersign policy exempt`.
struct PolicyExempt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exempt", abstract: "Let a person go on without a registered phone for some time.",
        discussion: """
            The exemption ends by itself. It softens “mandatory” only: whoever has a registered phone still needs it.

            Examples:
              countersign policy exempt maria --days 7 --reason "phone in repair"
              countersign policy exempt maria --end
            Exit codes: 0 done; 2 there is no such person, or no exemption to end.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    @Option(help: "For how many days, 1 to 90.")
    var days: Int?

    @Option(help: "Why: 1 to 200 characters, for the audit log and for “policy explain”.")
    var reason: String?

    @Flag(help: "End the person's exemption.")
    var end = false

    func validate() throws {
        if end {
            guard days == nil, reason == nil else { throw ValidationError("--end goes without --days and --reason.") }
            return
        }
        guard let days, Policy.ExemptionTerms.possibleDays.contains(days) else {
            throw ValidationError("Give --days from 1 to 90.")
        }
        guard terms != nil else {
            throw ValidationError("Give a --reason of 1 to 200 characters, all of which can be seen.")
        }
    }

    private var terms: Policy.ExemptionTerms? {
        guard let days, let reason else { return nil }
        return Policy.ExemptionTerms(days: days, reason: reason.normalized)
    }

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let account = try await installation.person(username)
            let (exemptions, source) = (installation.exemptions, installation.commandLine)
            let name = account.username.text
            if let terms {
                let exemption = try await exemptions.begin(terms, for: account, by: .commandLine, source: source)
                print("\(name) is exempt until \(Output.time(exemption.expiresAt)).")
            } else {
                guard try await exemptions.end(for: account, by: .commandLine, source: source) else {
                    throw Failure.refused("\(name) has no exemption.")
                }
                print("The exemption of \(name) has ended.")
            }
        }
    }
}
