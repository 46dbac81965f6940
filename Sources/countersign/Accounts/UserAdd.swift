import ArgumentParser
import AuthDomain
import AuthHTTP
import Foundation
import OTPCore

/// `countersign user add`.
struct UserAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a person.",
        discussion: """
            Without --password-stdin a password is made and printed once.

            Example: countersign user add maria --display-name 'Maria Kovač' --email maria@example.com
            Exit codes: 0 added; 2 the name is taken or the password too weak.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The name to sign in with.")
    var username: String

    @Option(help: "What pages call the person (default: the username).")
    var displayName: String?

    @Option(help: "A verified address for notices.")
    var email: String?

    @Option(help: "A verified phone number for text messages, with its country code: +385912345678.")
    var phone: String?

    @Option(help: "What the person may do beyond their own account: person, helpdesk, auditor or admin.")
    var role = Account.Role.person

    @Flag(help: "The same as --role admin.")
    var admin = false

    @Flag(help: "Read the password from standard input (one line).")
    var passwordStdin = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data, mayCreate: true)
            let username = try Arguments.username(username)
            let email = try email.map { try Arguments.email($0) }
            let phone = try phone.map { try Arguments.phoneNumber($0) }
            let (password, made) = try NewPassword.read(fromInput: passwordStdin)
            let account = try await UserFailures.translate { () async throws(AccountService.Failure) in
                try await installation.accountService.add(
                    AccountService.NewAccount(
                        username: username, displayName: displayName?.normalized ?? username.text,
                        email: email, phoneNumber: phone, role: admin ? .admin : role, password: password),
                    by: .commandLine, source: installation.commandLine)
            }
            if json {
                var object = ["id": account.id.text, "username": account.username.text]
                object["password"] = made
                try Output.json(object)
            } else {
                print("Added \(account.username.text).")
                if let made { print("Password: \(made)") }
            }
        }
    }
}

/// Opens the data folder for a command.
enum Opening {
    /// The installation in the folder that `options` name. One that is missing is made only with `mayCreate`:
    /// commands that look at something or change it never do.
    static func installation(
        _ options: DataOptions, mayCreate: Bool = false
    ) async throws -> Installation {
        let settings = try await options.settings()
        guard try mayCreate || options.database(settings).mayExist else {
            throw Failure.unavailable(
                "There is no installation in \(options.folder). Name its folder with --data, or start one with serve.")
        }
        do {
            return try await Installation.open(
                settings, data: options.folder, assets: AssetStore())
        } catch let error as StoreError {
            throw Failure.unavailable("The database is not available: \(error)")
        }
    }
}

/// Arguments that several commands take.
enum Arguments {
    /// `text` as an e-mail address.
    static func email(_ text: String) throws -> String {
        guard let address = EmailAddress.check(text.normalized) else {
            throw Failure("“\(text)” is not an e-mail address.", code: 64)
        }
        return address
    }

    /// `text` as a telephone number.
    static func phoneNumber(_ text: String) throws -> PhoneNumber {
        guard let number = PhoneNumber(text) else {
            throw Failure("“\(text)” is not a phone number with its country code, like +385912345678.", code: 64)
        }
        return number
    }

    /// `text` as a username.
    static func username(_ text: String) throws -> Username {
        guard let username = Username(text.normalized) else {
            throw Failure("“\(text)” is not a username: 1 to 64 characters.", code: 64)
        }
        return username
    }
}

extension String {
    /// The text in Unicode normalization form C, as every rule expects it.
    var normalized: String { precomposedStringWithCanonicalMapping }
}

/// Passwords for new and reset accounts.
enum NewPassword {
    /// A password from standard input, or a fresh one of 50 bits together with its text.
    static func read(fromInput: Bool) throws -> (password: Password, made: String?) {
        if fromInput {
            guard let line = readLine(), let password = Password(line.normalized) else {
                throw Failure("There is no password on standard input.", code: 64)
            }
            return (password, nil)
        }
        var generator = SystemRandomNumberGenerator()
        let text = SetupCode(random: (0..<7).map { _ in UInt8.random(in: 0...255, using: &generator) }).text
        guard let password = Password(text) else { throw Failure("No password could be made.") }
        return (password, text)
    }
}

/// What goes wrong with accounts, in sentences.
enum UserFailures {
    /// Runs `body` and translates its failure.
    static func translate<Value>(
        _ body: () async throws(AccountService.Failure) -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch {
            switch error {
            case .usernameTaken: throw Failure.refused("That username is taken.")
            case .notFound: throw Failure.refused("There is no such person.")
            case .weakPassword(let weakness): throw Failure.refused(sentence(weakness))
            case .hashing(let error): throw Failure("The password could not be hashed: \(error)")
            case .store(let error):
                throw Failure.unavailable("The database is not available: \(error)")
            }
        }
    }

    /// Somebody must be left who can sign in and administrate.
    static func lastAdministrator(_ username: Username) -> Failure {
        .refused(
            "\(username.text) is the last administrator who can sign in. Make somebody else one first: countersign user role NAME admin"
        )
    }

    static func sentence(_ weakness: Password.Weakness) -> String {
        switch weakness {
        case .tooShort(let minimum): "The password must have at least \(minimum) characters."
        case .tooLong(let maximum): "The password may have at most \(maximum) characters."
        case .common: "That password is among the first that anyone would try. Choose another."
        }
    }
}

/// What commands print for scripts.
enum Output {
    /// Prints one JSON value on a line of its own.
    static func json(_ value: Any) throws {
        let data = try JSONSerialization.data(
            withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
        print(String(decoding: data, as: UTF8.self))
    }

    /// A moment as ISO 8601 in UTC.
    static func time(_ instant: Instant) -> String {
        Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000).formatted(.iso8601)
    }
}
