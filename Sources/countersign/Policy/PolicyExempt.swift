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
        guard let days, (1...90).contains(days) else { throw ValidationError("Give --days from 1 to 90.") }
        guard let reason, (1...200).contains(reason.count) else {
            throw ValidationError("Give a --reason of 1 to 200 characters.")
        }
    }

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let account = try await installation.person(username)
            var exemption: Policy.Exemption?
            if let days, let reason {
                exemption = Policy.Exemption(
                    reason: reason.normalized, expiresAt: installation.clock.now + .days(days))
            }
            let changed = try await installation.policies.set(
                exemption, for: account.id, by: .commandLine, source: installation.commandLine)
            guard changed else { throw Failure.refused("\(account.username.text) has no exemption.") }
            let name = account.username.text
            print(
                exemption.map { "\(name) is exempt until \(Output.time($0.expiresAt))." }
                    ?? "The exemption of \(name) has ended.")
        }
    }
}
