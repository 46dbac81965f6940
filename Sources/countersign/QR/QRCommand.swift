import ArgumentParser

/// `countersign qr …`.
struct QRCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "qr", abstract: "Make and read QR codes.",
        discussion: """
            Example: countersign qr encode 'https://id.example.com/app/'
            Example: countersign qr decode --json photo-1.pgm photo-2.ppm
            """,
        subcommands: [QREncode.self, QRDecode.self])
}
