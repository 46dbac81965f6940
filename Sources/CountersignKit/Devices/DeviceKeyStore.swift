/// Why a key store failed.
public enum KeyStoreError: Error, Equatable, Sendable {
    /// The file cannot be read.
    case unreadable(path: String)
    /// The file cannot be written.
    case unwritable(path: String)
    /// Others than its owner may read or change the file.
    case openToOthers(path: String)
    /// The file holds something else, or the keys of another server.
    case unusable(path: String)

    /// One plain English sentence: what is wrong and what to do.
    public var message: String {
        switch self {
        case .unreadable(let path): "The keys in \(path) cannot be read."
        case .unwritable(let path): "The keys cannot be written to \(path)."
        case .openToOthers(let path): "Others may read \(path). Run chmod 600 on it."
        case .unusable(let path): "\(path) does not hold the keys of this server."
        }
    }
}

/// Where a device keeps its keys: on a real phone the system's key store, for tests and scripts a file.
public protocol DeviceKeyStore: Sendable {
    /// What was saved last, `nil` when nothing was.
    ///
    /// - Throws: ``KeyStoreError``.
    func load() throws(KeyStoreError) -> DeviceRecord?

    /// Replaces what was saved, completely or not at all.
    ///
    /// - Throws: ``KeyStoreError``.
    func save(_ record: DeviceRecord) throws(KeyStoreError)

    /// Deletes what was saved; does nothing when there is nothing.
    ///
    /// - Throws: ``KeyStoreError``.
    func delete() throws(KeyStoreError)
}
