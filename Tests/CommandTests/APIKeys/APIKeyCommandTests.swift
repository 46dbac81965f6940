import ArgumentParser
import Foundation
import Testing

@testable import countersign

/// What `countersign api-key` accepts, and how it ends.
@Suite struct APIKeyCommandTests {
    @Test func everyCommandShowsAnExample() {
        for command in APIKeyCommand.configuration.subcommands {
            #expect(command.helpMessage().contains("Example:"))
        }
        #expect(APIKeyAdd.helpMessage().contains("printed once"))
    }

    @Test(arguments: ["", " shop", "shop\n", String(repeating: "x", count: 65)])
    func whatIsNoNameIsWrongUsage(name: String) async throws {
        let folder = NSTemporaryDirectory() + "api-key-" + UUID().uuidString
        let command = try APIKeyAdd.parse([name, "--data", folder])
        await #expect(throws: ExitCode(64)) { try await command.run() }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func aNameIsTakenUntilItsKeyIsRevoked() async throws {
        let folder = NSTemporaryDirectory() + "api-key-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let add = try APIKeyAdd.parse(["shop", "--json", "--data", folder])
        let revoke = try APIKeyRevoke.parse(["Shop", "--data", folder])
        try await add.run()
        await #expect(throws: ExitCode(2)) { try await add.run() }
        try await revoke.run()
        await #expect(throws: ExitCode(2)) { try await revoke.run() }
        try await add.run()
        try await APIKeyList.parse(["--data", folder]).run()
        try await APIKeyList.parse(["--json", "--data", folder]).run()
    }

    @Test func onlyAddMakesAnInstallation() async throws {
        let folder = NSTemporaryDirectory() + "api-key-" + UUID().uuidString
        let list = try APIKeyList.parse(["--data", folder])
        await #expect(throws: ExitCode(69)) { try await list.run() }
        let revoke = try APIKeyRevoke.parse(["shop", "--data", folder])
        await #expect(throws: ExitCode(69)) { try await revoke.run() }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }
}
