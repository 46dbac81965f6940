import ArgumentParser
import Foundation

/// Username and password of the person who signs in.
struct Credentials: ParsableArguments {
    @Option(help: "The username (default: asked for on the terminal).")
    var username: String?

    @Option(
        help: """
            The password. Everyone on this machine can see arguments in the list of processes: better set \
            COUNTERSIGN_PASSWORD, or leave both out and type it.
            """)
    var password: String?

    /// Both, asked for when they were not given.
    ///
    /// - Throws: ``Failure`` with code 64 when one is missing and there is no terminal to ask on.
    func complete() throws -> (username: String, password: String) {
        let username = try username ?? ask("Username: ", isSecret: false, instead: "--username")
        let given = password ?? ProcessInfo.processInfo.environment["COUNTERSIGN_PASSWORD"]
        return (
            username.normalized,
            try (given ?? ask("Password: ", isSecret: true, instead: "COUNTERSIGN_PASSWORD")).normalized
        )
    }

    private func ask(_ question: String, isSecret: Bool, instead: String) throws -> String {
        guard let terminal = Terminal() else {
            throw Failure("There is no terminal to ask on: give \(instead).", code: 64)
        }
        guard let answer = terminal.ask(question, isSecret: isSecret), !answer.isEmpty else {
            throw Failure("Nothing was entered.", code: 64)
        }
        return answer
    }
}
