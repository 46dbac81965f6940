import ArgumentParser
import AuthDomain
import Foundation

/// `countersign user import`.
struct UserImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add people from a file of JSON lines.",
        discussion: """
            One object per line: username, and either password or passwordHash (an Argon2id PHC \
            string); optional email, phone, displayName, otpauth (the key URI of an authenticator that the \
            person already has). Lines that cannot be added are reported and skipped; a second run \
            adds only what is missing.

            Example: countersign user import people.jsonl
            Example line: {"username":"maria","email":"maria@example.com","password":"…"}
            Exit codes: 0 all added; 2 some lines were skipped.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The file, or - for standard input.")
    var file: String

    @Flag(help: "Print the summary as one JSON object.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data, mayCreate: true)
            guard let handle = file == "-" ? .standardInput : FileHandle(forReadingAtPath: file)
            else { throw Failure("The file \(file) cannot be read.") }
            let summary = try await AccountImport(installation: installation, say: Progress.say)
                .run(LineReader(handle))
            if json {
                try Output.json(["added": summary.added, "skipped": summary.skipped])
            } else {
                print("\(summary.added) added, \(summary.skipped) skipped.")
            }
            if summary.skipped > 0 { throw ExitCode(2) }
        }
    }
}

/// Progress of long work, on standard error.
enum Progress {
    /// Writes one line.
    static func say(_ text: String) {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
    }
}
