import AuthDomain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The key-encryption keys of a deployment: the newest seals, every one opens.
package struct Keyring: Sendable {
    /// Most keys in a ring.
    package static let maximumCount = 64

    /// Oldest first, newest last; never empty.
    package let keys: [KeyEncryptionKey]

    /// The key that seals.
    package let current: KeyEncryptionKey

    /// Takes keys, newest last.
    ///
    /// - Returns: `nil` when there is none, more than 64, or a name twice.
    package init?(_ keys: [KeyEncryptionKey]) {
        guard let current = keys.last, keys.count <= Self.maximumCount,
            Set(keys.map(\.id)).count == keys.count
        else { return nil }
        self.keys = keys
        self.current = current
    }

    /// The key with a name.
    func key(_ id: String) -> KeyEncryptionKey? {
        keys.first { $0.id == id }
    }

    /// This ring with a newer key, which seals from now on; `nil` as for ``init(_:)``.
    package func adding(_ key: KeyEncryptionKey) -> Keyring? {
        Keyring(keys + [key])
    }

    /// Reads the text of a key file, or of an environment variable.
    ///
    /// One key per line, newest last: `<id> <base64 of 32 bytes>`, or the base64 alone, which
    /// gets the name of ``KeyEncryptionKey/derivedID(of:)``. Empty lines and lines that begin
    /// with `#` say nothing.
    ///
    /// - Throws: ``KeyFileError/malformed(line:)``, ``KeyFileError/empty`` or
    ///   ``KeyFileError/repeatedID``.
    package init(text: String) throws(KeyFileError) {
        var keys: [KeyEncryptionKey] = []
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.enumerated() {
            let words = line.split { $0 == " " || $0 == "\t" }
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard words.count <= 2, keys.count < Self.maximumCount,
                let secret = Data(base64Encoded: String(words[words.count - 1])),
                let key = KeyEncryptionKey(
                    id: words.count == 2 ? String(first) : nil,
                    secret: SecretBytes([UInt8](secret)))
            else { throw .malformed(line: index + 1) }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw .empty }
        guard let ring = Keyring(keys) else { throw .repeatedID }
        self = ring
    }

    /// The text that ``init(text:)`` reads.
    var text: String {
        let lines = keys.map { key in
            "\(key.id) \(key.secret.withBytes { Data($0).base64EncodedString() })\n"
        }
        return "# Key-encryption keys, newest last. Keep a copy apart from the database's.\n"
            + lines.joined()
    }
}
