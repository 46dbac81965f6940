import CountersignKit
import Foundation
import Testing

@Suite struct FileKeyStoreTests {
    /// A folder of its own for each test, removed afterwards.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func permissions(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue & 0o777
    }

    private var record: DeviceRecord {
        var record = DeviceRecord(origin: "https://login.example.com", proofKey: Data([1, 2, 3]))
        record.refreshToken = "r"
        return record
    }

    @Test func onlyTheOwnerMayReadTheFile() throws {
        try withFolder { folder in
            let path = folder + "/phone.json"
            let store = FileKeyStore(path: path)
            try store.save(record)
            #expect(try permissions(path) == 0o600)
            #expect(try permissions(folder) == 0o700)
            #expect(try store.load() == record)
        }
    }

    @Test func savingReplacesAndLeavesNothingBehind() throws {
        try withFolder { folder in
            let store = FileKeyStore(path: folder + "/phone.json")
            try store.save(record)
            var changed = record
            changed.refreshToken = nil
            try store.save(changed)
            #expect(try store.load() == changed)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["phone.json"])
        }
    }

    @Test(arguments: [0o644, 0o640, 0o606, 0o660])
    func aFileThatOthersMayTouchIsRefused(mode: Int) throws {
        try withFolder { folder in
            let path = folder + "/phone.json"
            let store = FileKeyStore(path: path)
            try store.save(record)
            try FileManager.default.setAttributes([.posixPermissions: NSNumber(value: mode)], ofItemAtPath: path)
            #expect(throws: KeyStoreError.openToOthers(path: path)) { try store.load() }
        }
    }

    @Test func nothingStoredIsNoError() throws {
        try withFolder { folder in
            let store = FileKeyStore(path: folder + "/phone.json")
            #expect(try store.load() == nil)
            try store.delete()
        }
    }

    @Test(arguments: ["", "{", "[]", "{\"origin\":1}"])
    func otherContentsAreRefused(text: String) throws {
        try withFolder { folder in
            let path = folder + "/phone.json"
            try FileKeyStore(path: path).save(record)
            let file = try #require(FileHandle(forWritingAtPath: path))
            try file.truncate(atOffset: 0)
            try file.write(contentsOf: Data(text.utf8))
            try file.close()
            #expect(throws: KeyStoreError.unusable(path: path)) { try FileKeyStore(path: path).load() }
        }
    }

    @Test func printingARecordShowsNoSecret() {
        #expect("\(record)" == "device record for https://login.example.com")
    }
}
