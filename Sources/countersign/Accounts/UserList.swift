import ArgumentParser
import AuthDomain
import AuthHTTP
import Foundation

extension People.Filter: ExpressibleByArgument {}

/// `countersign user list`.
struct UserList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List people in the order of their usernames.",
        discussion: """
            --find looks for the beginning of the username, the name, the last name or the e-mail address, as the \
            console does; --show lists those in a state: no-device, locked, frozen, disabled, re-registration, \
            helpdesk, auditor or admin.

            Example: countersign user list --prefix ma --json
            Example: countersign user list --show no-device --csv > people.csv
            """)

    @OptionGroup var data: DataOptions

    @Option(help: "Only usernames that begin so.")
    var prefix = ""

    @Option(help: "Only who is found by this.")
    var find: String?

    @Option(help: "Only people in this state.")
    var show: People.Filter?

    @Option(help: "At most this many (default: all).")
    var limit: Int?

    @Flag(help: "Print one JSON object per line.")
    var json = false

    @Flag(help: "Print a table for spreadsheets (RFC 4180).")
    var csv = false

    func validate() throws {
        if json, csv { throw ValidationError("Choose one of --json and --csv.") }
        if !prefix.isEmpty, isSearch {
            throw ValidationError("--prefix goes with none of --find, --show and --csv.")
        }
    }

    /// Whether it takes more than the order of the usernames.
    private var isSearch: Bool { find != nil || show != nil || csv }

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            if isSearch { try await search(installation) } else { try await list(installation) }
        }
    }

    private func list(_ installation: Installation) async throws {
        var after: String?
        var left = limit ?? Int.max
        while left > 0 {
            let page = try await installation.accounts.accounts(
                prefix: prefix.normalized.lowercased(), after: after, limit: min(left, 500))
            for account in page { try print(account) }
            guard let last = page.last else { return }
            after = last.username.key
            left -= page.count
        }
    }

    private func search(_ installation: Installation) async throws {
        let needle = try find.map { text in
            guard let needle = People.Needle(text.normalized) else {
                throw Failure("Nobody can be found by “\(text)”.", code: 64)
            }
            return needle
        }
        let search = People.Search(needle, filter: show, addresses: .beginning)
        let format: PeopleFormat? = csv ? .csv : json ? .json : nil
        if let format { write(format.header) }
        var position: People.Position?
        var left = limit ?? Int.max
        repeat {
            let found = try await installation.people.find(
                search, after: position, limit: min(left, 500), at: installation.clock.now)
            for person in found.people {
                if let format {
                    write(format.line(person))
                } else {
                    print(person.username, person.displayName, person.email, person.role, person.isDisabled)
                }
            }
            left -= found.people.count
            position = found.next
        } while position != nil && left > 0
    }

    private func write(_ bytes: [UInt8]) {
        FileHandle.standardOutput.write(Data(bytes))
    }

    private func print(
        _ username: Username, _ name: String, _ email: String?, _ role: Account.Role, _ isDisabled: Bool
    ) {
        Swift.print("\(username.text)\t\(name)\t\(email ?? "–")\t\(isDisabled ? "disabled" : role.rawValue)")
    }

    private func print(_ account: Account) throws {
        guard json else {
            return print(
                account.username, account.displayName, account.email, account.role, account.isDisabled)
        }
        try Output.json(
            [
                "id": account.id.text, "username": account.username.text,
                "display_name": account.displayName, "email": account.email ?? NSNull(),
                "role": account.role.rawValue, "disabled": account.isDisabled,
                "created_at": Output.time(account.createdAt),
            ] as [String: Any])
    }
}
