import ArgumentParser

/// The program: a server and the commands to look after it.
@main
struct Countersign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "countersign",
        abstract: "Two-factor sign-in for a company's mobile app, on your own machine.",
        discussion: """
            Try it: countersign serve --demo

            Exit codes: 0 done; 1 failed; 2 refused (a wrong code, a taken name); \
            64 wrong usage; 69 the server or database is not available; 78 wrong settings.
            """,
        version: Version.text,
        subcommands: [
            Serve.self, UserCommand.self, DeviceCommand.self, APIKeyCommand.self,
            PhoneCommand.self, QRCommand.self, AuditCommand.self, Doctor.self, Migrate.self,
            DatabaseCommand.self, DeliveryCommand.self, PolicyCommand.self, GroupCommand.self,
        ])
}

/// The version of this program.
enum Version {
    static let text = "0.1.0"
}
