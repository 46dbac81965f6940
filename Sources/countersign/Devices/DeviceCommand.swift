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
        discussion: "Example: countersign device revoke maria 4iXo2cN1T0mC3mYw0m3v1A")

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    @Argument(help: "The device's identifier, from “device list”.")
    var device: String

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let account = try await installation.person(username)
            guard let id = Identifier<Device>(device),
                let removed = try await installation.deviceService.remove(
                    id, of: account, by: .commandLine, source: installation.commandLine)
            else { throw Failure.refused("This person has no such device.") }
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
