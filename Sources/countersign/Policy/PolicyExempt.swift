import ArgumentParser
import AuthDomain
import Foundation

/// `countersign policy exempt`.
struct PolicyExempt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exempt", abstract: "Let a person go on without a registered phone for some time.",
        discussion: """
            The exemption ends by itself. It softens “mandatory” for people who have registered nothing; whoever has a
            phone or an authenticator app needs it. The person is told, where there is an address.

            Examples:
              countersign policy exempt maria --days 7 --reason "new phone ordered"
              countersign policy exempt maria --end
            Exit codes: 0 done; 2 there is no such person, no exemption to end, or one already, or a registered device.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    @Option(help: "For how many days, 1 to 90.")
    var days: Int?

    @Option(help: "Why: 1 to 200 characters in one line, for the audit log and for “policy explain”.")
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
            throw ValidationError(
                "Give a --reason of 1 to 200 characters: one line, nothing invisible, no space at its ends.")
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
                switch try await exemptions.begin(terms, for: account, by: .commandLine, source: source) {
                case .begun(let exemption): print("\(name) is exempt until \(Output.time(exemption.expiresAt)).")
                case .alreadyExempt: throw Failure.refused("\(name) is exempt already. End that first: --end.")
                case .hasFactor:
                    throw Failure.refused(
                        """
                        \(name) has registered a phone or an authenticator app, and needs it, exempt or not. For a \
                        short time without it: countersign user bypass \(name).
                        """)
                }
            } else {
                guard try await exemptions.end(for: account, by: .commandLine, source: source) else {
                    throw Failure.refused("\(name) has no exemption.")
                }
                print("The exemption of \(name) has ended.")
            }
        }
    }
}
