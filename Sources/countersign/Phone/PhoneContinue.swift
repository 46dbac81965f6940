import ArgumentParser
import CountersignKit
import Foundation

/// `countersign phone continue`.
struct PhoneContinue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "continue", abstract: "Finish a registration that “phone register” has begun.",
        discussion: """
            Shows the code and waits until it is submitted in the portal; with --no-wait asks once.

            Events of --json: code, not_yet_confirmed (with --no-wait), registered, signed_in.

            Example: countersign phone continue --no-wait --json
            Exit codes: 0 registered; 1 failed; 2 refused, or with --no-wait not confirmed yet; 64 wrong usage; \
            69 the server is not available.
            """)

    @OptionGroup var options: PhoneOptions

    @Flag(inversion: .prefixedNo, help: "Wait until the portal confirms.")
    var wait = true

    func run() async throws {
        try await options.perform { client in
            guard let record = try options.record(), let claimed = record.claimed, let pending = record.pending
            else { throw Failure.refused("No registration is under way. Begin with “phone register”.") }
            let waiting = ConfirmationWait(
                client: client, report: options.report, deviceName: claimed.name, deadline: pending.deadline)
            if wait { return try await waiting.finish() }
            guard try await waiting.isConfirmed() else {
                try options.report.tell("not_yet_confirmed", [:], "The code was not submitted in the portal yet.")
                throw ExitCode(2)
            }
            try options.report.tell(try await client.me())
        }
    }
}
