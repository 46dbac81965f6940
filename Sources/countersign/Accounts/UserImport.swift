import ArgumentParser
import AuthDomain
import Foundation

/// `countersign user import`.
struct UserImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add people from a file: JSON lines or a table (CSV).",
        discussion: """
            One object per line, or a table with a heading: username, and either password or passwordHash (an Argon2id PHC \
            string); optional email, phone, displayName, otpauth (the key URI of an authenticator that the \
            person already has). Lines that cannot be added are reported and skipped; a second run \
            adds only what is missing.

            Example: countersign user import people.jsonl
            Example: countersign user import people.csv
            Example heading: username,displayName,email,password   (or with semicolons)
            Example line: {"username":"maria","email":"maria@example.com","password":"…"}
            Exit codes: 0 all added; 2 some lines were skipped; 64 the heading of a table is wrong, nobody was added.
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
            let work = AccountImport(installation: installation, say: Progress.say)
            let summary: AccountImport.Summary
            do {
                summary = try await work.run(LineReader(handle))
            } catch let problem as People.ImportLines.Problem {
                throw Failure(Self.sentence(problem), code: 64)
            }
            if json {
                try Output.json(["added": summary.added, "skipped": summary.skipped])
            } else {
                print("\(summary.added) added, \(summary.skipped) skipped.")
            }
            if summary.skipped > 0 { throw ExitCode(2) }
        }
    }

    private static func sentence(_ problem: People.ImportLines.Problem) -> String {
        let known = "Known are \(People.ImportLines.columns.joined(separator: ", "))."
        return switch problem {
        case .unknownColumn(let name): "The heading has a column “\(name)”, which is not known. \(known)"
        case .repeatedColumn(let name): "The heading has the column \(name) twice."
        case .noUsername: "The heading has no column username. \(known)"
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
