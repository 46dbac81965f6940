import ArgumentParser
import CountersignKit
import Foundation

/// `countersign phone code`.
struct PhoneCode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code", abstract: "Print the phone's code of this moment.",
        discussion: """
            Codes follow the server's clock. When the server does not answer, or with --offline, this machine's clock \
            is used; with --json "clock" tells which.

            Example: countersign phone code
            Example: countersign phone code --json --offline
            Exit codes: 0 printed; 1 failed; 2 this phone is not registered; 64 wrong usage.
            """)

    @OptionGroup var options: PhoneOptions

    @Flag(help: "Do not ask the server for its time.")
    var offline = false

    func run() async throws {
        try await options.perform { client in
            let (code, isServerTime) = try await code(client)
            if options.json {
                let clock = isServerTime ? "server" : "local"
                return try options.report.tell("code", code.fields.merging(["clock": clock]) { first, _ in first }, "")
            }
            // The digits alone on standard output, so that scripts need not cut them out.
            print(code.text)
            let note = isServerTime ? "" : ", by this machine's clock"
            FileHandle.standardError.write(Data("\(code.secondsLeft) s left\(note)\n".utf8))
        }
    }

    /// The code of this moment, and whether the server's clock made it.
    private func code(_ client: CountersignClient) async throws -> (ShownCode, isServerTime: Bool) {
        if !offline {
            do {
                return (ShownCode(try await client.currentCode()), true)
            } catch {
                // Without an answer this machine's clock is the next best.
                guard ConfirmationWait.delay(after: error) != nil else { throw error }
            }
        }
        guard let record = try options.record(), let device = record.claimed ?? record.device else {
            throw CountersignError.notRegistered
        }
        return (ShownCode(of: device, at: Date()), false)
    }
}
