import ArgumentParser
import CountersignKit

/// `countersign phone sign-out`.
struct PhoneSignOut: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-out", abstract: "End the session here and on the server; the phone stays registered.",
        discussion: """
            Event of --json: signed_out.

            Example: countersign phone sign-out
            Exit codes: 0 signed out, also when nobody was; 1 failed; 64 wrong usage; 69 the server could not be \
            told (this phone has forgotten the session all the same).
            """)

    @OptionGroup var options: PhoneOptions

    func run() async throws {
        try await options.perform { client in
            try await client.signOut()
            try options.report.tell("signed_out", [:], "Signed out.")
        }
    }
}
