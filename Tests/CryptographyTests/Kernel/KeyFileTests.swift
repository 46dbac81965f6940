import AuthDomain
import Foundation
import Testing

@testable import Cryptography

@Suite final class KeyFileTests {
    private let folder: String
    private let file: KeyFile
    private let random = SystemRandomness()

    init() throws {
        folder =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("countersign-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        file = KeyFile(path: folder + "/keys")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func write(_ text: String, mode: Int = 0o600) throws {
        try text.write(toFile: file.path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: file.path)
    }

    private static func line(_ id: String?, _ byte: UInt8) -> String {
        let key = Data(repeating: byte, count: 32).base64EncodedString()
        return (id.map { "\($0) " } ?? "") + key + "\n"
    }

    @Test func theFirstStartMakesAPrivateFileAndTheNextReadsIt() throws {
        #expect(throws: KeyFileError.missing(path: file.path)) { try file.read() }
        let first = try file.readOrCreate(random: random)
        let second = try file.readOrCreate(random: random)
        #expect(first.keys.count == 1)
        #expect(first.current.id == second.current.id)
        #expect(first.current.secret.bytes == second.current.secret.bytes)
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["keys"])
    }

    @Test func ofManyFirstStartsOneMakesTheKey() async throws {
        let ids = try await withThrowingTaskGroup(of: String.self) { [file, random] group in
            for _ in 0..<30 {
                group.addTask { try file.readOrCreate(random: random).current.id }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["keys"])
    }

    @Test(arguments: [0o640, 0o604, 0o644, 0o620, 0o602, 0o610, 0o660, 0o777])
    func aFileThatOthersReachIsRefused(mode: Int) throws {
        try write(Self.line("a", 1), mode: mode)
        let error = KeyFileError.exposed(path: file.path, mode: mode)
        #expect(throws: error) { try file.read() }
        #expect(throws: error) { try file.readOrCreate(random: random) }
        #expect(error.description.contains("chmod 600"))
    }

    @Test func theNewestKeyIsTheLast() throws {
        try write("# comment\n\n" + Self.line("old", 1) + "\t new\t" + Self.line(nil, 2))
        let ring = try file.read()
        #expect(ring.keys.map(\.id) == ["old", "new"])
        #expect(ring.current.secret.bytes == [UInt8](repeating: 2, count: 32))
    }

    @Test func aKeyFromTheEnvironmentNeedsNoName() throws {
        let text = Data(repeating: 3, count: 32).base64EncodedString()
        let ring = try Keyring(text: text)
        #expect(ring.current.id == (try Keyring(text: text + "\n")).current.id)
        #expect(ring.current.id.utf8.count == 16)
        let other = try Keyring(text: Data(repeating: 4, count: 32).base64EncodedString())
        #expect(other.current.id != ring.current.id)
    }

    @Test func whatARingWritesItReads() throws {
        let ring = try #require(
            Keyring([KeyEncryptionKey(random: random), KeyEncryptionKey(random: random)]))
        let copy = try Keyring(text: ring.text)
        #expect(copy.keys.map(\.id) == ring.keys.map(\.id))
        #expect(copy.keys.map(\.secret.bytes) == ring.keys.map(\.secret.bytes))
    }

    private static let broken: [(String, KeyFileError)] = {
        let good = line("a", 1)
        var cases: [(String, KeyFileError)] = []
        cases.append(("", .empty))
        cases.append(("\n# nothing\n", .empty))
        cases.append(("a b c", .malformed(line: 1)))
        cases.append(("a", .malformed(line: 1)))
        cases.append((good + "b short", .malformed(line: 2)))
        cases.append((good + "\n" + line("b", 2).dropLast(3) + "\n", .malformed(line: 3)))
        cases.append((good + line("a", 2), .repeatedID))
        cases.append((line("ä", 1), .malformed(line: 1)))
        cases.append((line(String(repeating: "x", count: 33), 1), .malformed(line: 1)))
        cases.append((good + line("b/c", 1), .malformed(line: 2)))
        return cases
    }()

    @Test(arguments: broken)
    func brokenTextIsRefusedByLine(text: String, error: KeyFileError) {
        #expect(throws: error) { try Keyring(text: text) }
    }

    @Test func whatIsNoSmallFileIsRefused() throws {
        #expect(throws: KeyFileError.notAKeyFile(path: folder)) { try KeyFile(path: folder).read() }
        try write(String(repeating: "#", count: KeyFile.maximumLength + 1))
        #expect(throws: KeyFileError.notAKeyFile(path: file.path)) { try file.read() }
        try Data([0xFF, 0xFE, 0]).write(to: URL(fileURLWithPath: file.path))
        #expect(throws: KeyFileError.notAKeyFile(path: file.path)) { try file.read() }
        #expect(throws: KeyFileError.self) {
            try KeyFile(path: folder + "/no/such/folder").readOrCreate(random: random)
        }
    }
}
