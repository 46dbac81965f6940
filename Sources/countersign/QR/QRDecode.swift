import ArgumentParser
import Foundation

/// `countersign qr decode`.
struct QRDecode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode", abstract: "Read the QR code in each picture.",
        discussion: """
            Pictures are netpbm files (PBM, PGM or PPM; P1 to P6) of at most 4096 × 4096 pixels.

            Prints the text of one code per picture, or with --all of every code, each on a line of its own. With \
            --json prints one object per picture: "file"; "text", which is null without a readable code; "ms", the \
            milliseconds that decoding took (without reading the file); "codes" with --all, an array of what each code \
            is ("text", "corners" as [x, y] in pixels clockwise from the code's top left, "version", "level", \
            "mirrored", "inverted", and "part", "parts" and "parity" in a sequence of codes); and "error" when the file \
            is no picture, "ms" is null then.

            Example: countersign qr decode photo.pgm
            Example: countersign qr decode --json --all --budget 500 shelf.pgm
            Example: convert photo.jpg pgm:- | countersign qr decode -
            Exit codes: 0 all were read; 1 a file could not be read; 2 a picture has no readable code; 64 wrong usage.
            """)

    @Argument(help: ArgumentHelp("The pictures; - is standard input.", valueName: "file"))
    var files: [String]

    @Flag(help: "Print one JSON object per picture.")
    var json = false

    @Flag(help: "Read every code of a picture, not only one.")
    var all = false

    @Option(
        help: ArgumentHelp(
            "The longest that the search in a picture may take, in milliseconds (1 to 60000).", valueName: "ms"))
    var budget: Int?

    func validate() throws {
        if let budget, !(1...60_000).contains(budget) {
            throw ValidationError("--budget is 1 to 60000 milliseconds.")
        }
        guard !files.isEmpty else { throw ValidationError("Name at least one picture, or - for standard input.") }
        guard files.filter({ $0 == "-" }).count <= 1 else {
            throw ValidationError("Standard input (-) can be read only once.")
        }
    }

    func run() async throws {
        try await countersign.run {
            var hasUnreadable = false
            var hasEmpty = false
            for path in files {
                do {
                    let finding = PictureFile.search(
                        try PictureFile(path: path).read(), findsAll: all, limit: budget.map { .milliseconds($0) })
                    hasEmpty = hasEmpty || finding.text == nil
                    try report(finding, of: path)
                } catch let failure as Failure {
                    hasUnreadable = true
                    try report(failure, of: path)
                }
            }
            if hasUnreadable { throw ExitCode(1) }
            if hasEmpty { throw ExitCode(2) }
        }
    }

    private func report(_ finding: PictureFile.Finding, of path: String) throws {
        if json {
            var object: [String: Any] = [
                "file": path, "text": finding.text ?? NSNull(), "ms": finding.duration.milliseconds,
            ]
            if all { object["codes"] = finding.codes.map(\.fields) }
            try Output.json(object)
            fflush(nil)
        } else if finding.codes.isEmpty {
            Self.complain("\(path): no QR code found.")
        } else {
            for text in finding.codes.map(\.fullText) {
                print(isatty(STDOUT_FILENO) == 1 ? TerminalText.harmless(text) : text)
            }
            fflush(nil)
        }
    }

    private func report(_ failure: Failure, of path: String) throws {
        guard json else { return Self.complain(failure.description) }
        try Output.json([
            "file": path, "text": NSNull(), "ms": NSNull(), "error": failure.description,
        ])
    }

    private static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data("countersign: \(sentence)\n".utf8))
    }
}

extension Duration {
    /// Milliseconds, rounded to a thousandth.
    var milliseconds: Double {
        let (seconds, attoseconds) = components
        let microseconds = Double(seconds) * 1e6 + Double(attoseconds) / 1e12
        return microseconds.rounded() / 1000
    }
}

/// Text of strangers on a terminal.
enum TerminalText {
    /// `text` with control characters replaced, so that a picture cannot steer the terminal; line breaks and tabs stay.
    static func harmless(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            shown.append(isControl && scalar != "\n" && scalar != "\t" ? "\u{FFFD}" : scalar)
        }
        return String(shown)
    }
}
