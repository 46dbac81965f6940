import ArgumentParser
import CountersignKit
import Foundation

/// `countersign phone status`.
struct PhoneStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell what this phone knows, and who is signed in.",
        discussion: """
            Events of --json: status, then signed_in when there is a session.

            Example: countersign phone status --json
            Exit codes: 0 told; 1 failed; 2 the session has ended or the device was removed; 64 wrong usage; \
            69 the server is not available.
            """)

    @OptionGroup var options: PhoneOptions

    func run() async throws {
        try await options.perform { client in
            let record = try options.record()
            let isSignedIn = record?.refreshToken != nil
            try options.report.tell("status", fields(record, client), sentences(record, client))
            if isSignedIn { try options.report.tell(try await client.me()) }
        }
    }

    private func fields(_ record: DeviceRecord?, _ client: CountersignClient) -> [String: Any] {
        [
            "server": client.origin, "phone": options.phone,
            "device_name": record?.device?.name ?? NSNull(),
            "registering": record?.claimed?.name ?? NSNull(),
            "is_signed_in": record?.refreshToken != nil,
        ]
    }

    private func sentences(_ record: DeviceRecord?, _ client: CountersignClient) -> String {
        var lines = ["Server: \(client.origin)", "Key file: \(options.phone)"]
        lines.append("Device: \(record?.device?.name ?? "not registered")")
        if let claimed = record?.claimed { lines.append("Waiting for the portal: \(claimed.name)") }
        if record?.refreshToken == nil { lines.append("Nobody is signed in.") }
        return lines.joined(separator: "\n")
    }
}
