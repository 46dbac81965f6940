import ArgumentParser
import AuthDomain
import Foundation

/// `countersign api-key …`.
struct APIKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api-key", abstract: "Add, list and revoke the keys of your own programs.",
        discussion: "Example: countersign api-key add shop",
        subcommands: [APIKeyAdd.self, APIKeyList.self, APIKeyRevoke.self])
}

/// `countersign api-key add`.
struct APIKeyAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a key with which a program may check codes.",
        discussion: """
            The key is printed once and can never be shown again.

            Example: countersign api-key add shop --json
            Exit codes: 0 added; 2 an active key has that name.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "What to call it: 1 to 64 characters, e.g. the program's name.")
    var name: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        try await countersign.run {
            guard let name = APIKeyName(name.normalized) else {
                throw Failure("“\(name)” is not a name for a key: 1 to 64 characters.", code: 64)
            }
            let installation = try await Opening.installation(data, mayCreate: true)
            guard
                let (key, secret) = try await installation.apiKeyService.add(
                    name, by: .commandLine, source: installation.commandLine)
            else { throw Failure.refused("An active key has that name. Choose another, or revoke it.") }
            if json {
                try Output.json(
                    [
                        "id": key.id.text, "name": name.text, "key": secret.text,
                        "scopes": key.scopes.map(\.rawValue),
                    ] as [String: Any])
            } else {
                print("Added \(name.text). This is shown only once:")
                print(secret.text)
            }
        }
    }
}

/// `countersign api-key list`.
struct APIKeyList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all keys, oldest first, without their secrets.",
        discussion: "Example: countersign api-key list --json")

    @OptionGroup var data: DataOptions

    @Flag(help: "Print one JSON object per line.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            for key in try await installation.apiKeyService.list() { try show(key) }
        }
    }

    private func show(_ key: APIKey) throws {
        let scopes = key.scopes.map(\.rawValue)
        let used = key.lastUsedAt.map { Output.time($0) }
        let revoked = key.revokedAt.map { Output.time($0) }
        if json {
            try Output.json(
                [
                    "id": key.id.text, "name": key.name.text, "scopes": scopes,
                    "created_at": Output.time(key.createdAt), "last_used_at": used ?? NSNull(),
                    "revoked_at": revoked ?? NSNull(),
                ] as [String: Any])
        } else {
            let state = revoked.map { "revoked \($0)" } ?? "active"
            let fields = [
                key.id.text, key.name.text, scopes.joined(separator: " "),
                Output.time(key.createdAt), used ?? "–", state,
            ]
            print(fields.joined(separator: "\t"))
        }
    }
}

/// `countersign api-key revoke`.
struct APIKeyRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revoke a key; the next call with it is refused.",
        discussion: """
            Example: countersign api-key revoke shop
            Exit codes: 0 revoked; 2 there is no such active key.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The key's name, or its identifier from “api-key list”; never the key itself.")
    var key: String

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            guard
                let revoked = try await installation.apiKeyService.revoke(
                    key.normalized, by: .commandLine, source: installation.commandLine)
            else { throw Failure.refused("There is no such active key.") }
            print("Revoked \(revoked.name.text).")
        }
    }
}
