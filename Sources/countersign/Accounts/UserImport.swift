import ArgumentParser
import AuthDomain
import Foundation

/// `countersign user import`.
struct UserImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add people from a file of JSON lines.",
        discussion: """
            One object per line: username, and either password or passwordHash (an Argon2id PHC \
            string); optional email, displayName, otpauth (the key URI of an authenticator that the \
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
            var lines = LineReader(handle)
            var batch = ImportBatch(installation: installation)
            var number = 0
            while let line = try lines.next() {
                number += 1
                if line.allSatisfy(\.isWhitespace) { continue }
                try await batch.take(line, number: number)
                if number.isMultiple(of: 10_000) { Progress.say("\(number) lines read") }
            }
            try await batch.flush()
            if json {
                try Output.json(["added": batch.added, "skipped": batch.skipped])
            } else {
                print("\(batch.added) added, \(batch.skipped) skipped.")
            }
            if batch.skipped > 0 { throw ExitCode(2) }
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
