import ArgumentParser

/// `countersign database`.
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "Move an installation from one database to another.",
        subcommands: [DatabaseCopyCommand.self])
}
