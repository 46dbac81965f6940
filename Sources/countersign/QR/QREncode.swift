import ArgumentParser
import Foundation
import QRCodec

/// `countersign qr encode`.
struct QREncode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode", abstract: "Make a QR code of a text.",
        discussion: """
            Example: countersign qr encode 'https://id.example.com/app/'
            Example: countersign qr encode --svg --output address.svg 'https://id.example.com/app/'
            Example: countersign qr encode --pnm hello | countersign qr decode -
            Exit codes: 0 made; 1 the file cannot be written; 2 the text is too long for a QR code; 64 wrong usage.
            """)

    /// What is made.
    enum Form: String, EnumerableFlag {
        case terminal, svg, pnm

        static func help(for value: Form) -> ArgumentHelp? {
            switch value {
            case .terminal: "Block characters for a terminal (default)."
            case .svg: "An SVG picture (default for --output NAME.svg)."
            case .pnm: "A grey netpbm picture (default for --output NAME.pgm and NAME.pnm)."
            }
        }
    }

    /// How much damage the code bears, by the letter of the standard.
    enum Level: String, CaseIterable, ExpressibleByArgument {
        case low = "L"
        case medium = "M"
        case quartile = "Q"
        case high = "H"

        init?(argument: String) {
            self.init(rawValue: argument.uppercased())
        }

        /// The codec's level.
        var level: ErrorCorrectionLevel {
            switch self {
            case .low: .low
            case .medium: .medium
            case .quartile: .quartile
            case .high: .high
            }
        }
    }

    @Argument(help: "The text; - reads it from standard input.")
    var text: String

    @Flag(exclusivity: .exclusive)
    var form: Form?

    @Option(help: "The least error correction: L, M, Q or H. More is used where it costs no space.")
    var level = Level.medium

    @Option(help: "With --pnm: pixels a module, 1 to 22.")
    var scale = 8

    @Option(help: ArgumentHelp("Where to write it (default: standard output).", valueName: "file"))
    var output: String?

    func validate() throws {
        guard (1...22).contains(scale) else { throw ValidationError("--scale must be 1 to 22.") }
    }

    func run() async throws {
        try await countersign.run {
            let symbol: QRSymbol
            do {
                symbol = try QREncoder.encode(try message(), level: level.level)
            } catch is QREncodingError {
                throw Failure.refused("The text is too long for a QR code of level \(level.rawValue).")
            }
            try write(Self.render(symbol, as: try chosenForm(), scale: scale))
        }
    }

    /// The bytes of `symbol` in a form.
    static func render(_ symbol: QRSymbol, as form: Form, scale: Int) -> [UInt8] {
        switch form {
        case .terminal: Array(symbol.terminal().utf8)
        case .svg: Array((symbol.svg() + "\n").utf8)
        case .pnm: symbol.pgm(scale: scale)
        }
    }

    private func chosenForm() throws -> Form {
        if let form { return form }
        switch output.map({ URL(fileURLWithPath: $0).pathExtension.lowercased() }) {
        case "svg": return .svg
        case "pgm", "pnm": return .pnm
        case nil: return .terminal
        case let ending?:
            throw Failure(
                "No picture of the kind “\(ending)” is made. Use .svg or .pgm, or say --svg, --pnm or --terminal.",
                code: 64)
        }
    }

    private func message() throws -> [UInt8] {
        guard text == "-" else { return Array(text.utf8) }
        // More than the largest symbol holds is too long whatever it is.
        let data = try FileHandle.standardInput.read(upToCount: 8192) ?? Data()
        return Array(data.last == 0x0A ? data.dropLast() : data)
    }

    private func write(_ bytes: [UInt8]) throws {
        guard let output else {
            try FileHandle.standardOutput.write(contentsOf: bytes)
            return
        }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            throw Failure("\(output) cannot be written.")
        }
    }
}
