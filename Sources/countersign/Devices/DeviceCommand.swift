import ArgumentParser
import AuthDomain
import Foundation

/// `countersign device …`.
struct DeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "List and revoke a person's devices.",
        discussion: "Example: countersign device list maria",
        subcommands: [DeviceList.self, DeviceRevoke.self])
}

/// `countersign device list`.
struct DeviceList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List a person's devices.",
        discussion: "Example: countersign device list maria --json")

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    @Flag(help: "Print one JSON object per line.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let account = try await installation.person(username)
            for device in try await installation.deviceService.list(account.id) {
                let used = device.lastUsedAt.map { Output.time($0) }
                if json {
                    try Output.json(
                        [
                            "id": device.id.text, "kind": device.kind.rawValue, "name": device.name,
                            "model": device.model, "registered_at": Output.time(device.registeredAt),
                            "last_used_at": used ?? NSNull(),
                        ] as [String: Any])
                } else {
                    let registered = Output.time(device.registeredAt)
                    print(
                        "\(device.id.text)\t\(device.kind.rawValue)\t\(device.name)\t\(device.model)\t\(registered)\t\(used ?? "–")"
                    )
                }
            }
        }
    }
}

/// `countersign device revoke`.
struct DeviceRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revoke a device; its tokens end, the person is told.",
        discussion: """
            Example: countersign device revoke maria "Maria's Pixel 8"
            Exit codes: 0 revoked; 2 the person has no such device.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    @Argument(help: "The device's name, or its identifier from “device list”.")
    var device: String

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let account = try await installation.person(username)
            let devices = try await installation.deviceService.list(account.id)
            // Names are unique per person ignoring case, so either means one device.
            let wanted = device.normalized.lowercased()
            guard
                let found = devices.first(where: { $0.id.text == device || $0.name.lowercased() == wanted }),
                case .removed(let removed) = try await installation.deviceService.remove(
                    found.id, of: account, by: .commandLine, source: installation.commandLine)
            else {
                let names = devices.map { "“\($0.name)”" }.joined(separator: ", ")
                throw Failure.refused(
                    names.isEmpty
                        ? "This person has no device."
                        : "This person has no such device, but \(names).")
            }
            print("Revoked \(removed.name).")
        }
    }
}

extension Installation {
    /// The person with this username.
    func person(_ text: String) async throws -> Account {
        let username = try Arguments.username(text)
        guard let account = try await accounts.account(named: username.key) else {
            throw Failure.refused("There is no such person.")
        }
        return account
    }
}
