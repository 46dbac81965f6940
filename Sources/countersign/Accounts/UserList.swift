import ArgumentParser
import AuthDomain
import Foundation

/// `countersign user list`.
struct UserList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List people in the order of their usernames.",
        discussion: "Example: countersign user list --prefix ma --json")

    @OptionGroup var data: DataOptions

    @Option(help: "Only usernames that begin so.")
    var prefix = ""

    @Option(help: "At most this many (default: all).")
    var limit: Int?

    @Flag(help: "Print one JSON object per line.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            var after: String?
            var left = limit ?? Int.max
            while left > 0 {
                let page = try await installation.accounts.accounts(
                    prefix: prefix.normalized.lowercased(), after: after, limit: min(left, 500))
                for account in page { try show(account) }
                guard let last = page.last else { return }
                after = last.username.key
                left -= page.count
            }
        }
    }

    private func show(_ account: Account) throws {
        if json {
            try Output.json(
                [
                    "id": account.id.text, "username": account.username.text,
                    "display_name": account.displayName, "email": account.email ?? NSNull(),
                    "role": account.role.rawValue, "disabled": account.isDisabled,
                    "created_at": Output.time(account.createdAt),
                ] as [String: Any])
        } else {
            let state = account.isDisabled ? "disabled" : account.role.rawValue
            print("\(account.username.text)\t\(account.displayName)\t\(account.email ?? "–")\t\(state)")
        }
    }
}
