import Foundation

/// Keeps a device's keys in a JSON file that only its owner may read (mode 0600): for the virtual phone, scripts and
/// tests. Whoever copies the file has copied the phone.
public struct FileKeyStore: DeviceKeyStore {
    /// The largest file that is read, in bytes.
    public static let maximumLength = 64 << 10

    private let path: String

    /// Keeps the keys at a path; missing folders are made, readable by the owner only.
    public init(path: String) {
        self.path = path
    }

    /// Reads the file; `nil` when there is none. A file that others may read is refused.
    public func load() throws(KeyStoreError) -> DeviceRecord? {
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: path)
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile || error.code == .fileNoSuchFile {
            return nil
        } catch {
            throw .unreadable(path: path)
        }
        let permissions = (attributes[.posixPermissions] as? NSNumber)?.uint16Value ?? 0o777
        guard permissions & 0o077 == 0 else { throw .openToOthers(path: path) }
        let size = (attributes[.size] as? NSNumber)?.intValue ?? .max
        guard size <= Self.maximumLength, let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(path: path)
        }
        do {
            return try JSONDecoder().decode(DeviceRecord.self, from: data)
        } catch {
            throw .unusable(path: path)
        }
    }

    /// Writes a new file beside the old one and puts it in its place, so that a crash leaves one or the other.
    public func save(_ record: DeviceRecord) throws(KeyStoreError) {
        let temporary = "\(path).\(UUID().uuidString).new"
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            let data = try encoder.encode(record)
            try makeFolder()
            // The file is created with its mode: at no moment may others open it.
            let isCreated = FileManager.default.createFile(atPath: temporary, contents: nil, attributes: ownerOnly)
            guard isCreated, let file = FileHandle(forWritingAtPath: temporary) else {
                throw KeyStoreError.unwritable(path: path)
            }
            try file.write(contentsOf: data)
            try file.synchronize()
            try file.close()
            guard rename(temporary, path) == 0 else { throw KeyStoreError.unwritable(path: path) }
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)
            throw .unwritable(path: path)
        }
    }

    /// Deletes the file.
    public func delete() throws(KeyStoreError) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw .unwritable(path: path)
        }
    }

    private var ownerOnly: [FileAttributeKey: Any] { [.posixPermissions: NSNumber(value: 0o600)] }

    private func makeFolder() throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard !FileManager.default.fileExists(atPath: folder) else { return }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: NSNumber(value: 0o700)])
    }
}
