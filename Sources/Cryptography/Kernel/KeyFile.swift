import AuthDomain

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The file that keeps the key-encryption keys, readable by its owner alone.
///
/// Its format is that of ``Keyring/init(text:)``.
package struct KeyFile: Sendable {
    /// Most bytes of a key file.
    static let maximumLength = 64 * 1024

    /// Where the file is.
    package let path: String

    /// Names a file; touches nothing.
    package init(path: String) {
        self.path = path
    }

    /// Reads the keys.
    ///
    /// Use this, not ``readOrCreate(random:)``, when there is a database already: a fresh key
    /// would open none of its secrets.
    ///
    /// - Throws: ``KeyFileError``.
    package func read() throws(KeyFileError) -> Keyring {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : .inaccessible(path: path, code: errno)
        }
        let file = OpenFile(descriptor)
        try check(file)
        var bytes = try file.readAll(upTo: Self.maximumLength, path: path)
        defer { for index in bytes.indices { bytes[index] = 0 } }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .notAKeyFile(path: path)
        }
        return try Keyring(text: text)
    }

    /// Reads the keys, or makes the file with one fresh key when there is none.
    ///
    /// Of several processes that start at the same time one makes the file and all read it; no
    /// process ever sees half a file. The file is on the disk before this returns: nothing can
    /// be sealed under a key that a power failure then takes away.
    ///
    /// - Throws: ``KeyFileError``.
    package func readOrCreate(random: any Randomness) throws(KeyFileError) -> Keyring {
        do throws(KeyFileError) {
            return try read()
        } catch {
            guard case .missing = error else { throw error }
        }
        let key = KeyEncryptionKey(random: random)
        guard let ring = Keyring([key]) else { throw .empty }
        try create(ring.text, random: random)
        return try read()
    }

    /// Writes a complete file beside its place and links it there, which fails when another
    /// process was faster.
    private func create(_ text: String, random: any Randomness) throws(KeyFileError) {
        let suffix = random.bytes(8).map { String($0, radix: 16) }.joined()
        let draft = "\(path).\(suffix)"
        let descriptor = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .inaccessible(path: path, code: errno) }
        let file = OpenFile(descriptor)
        defer { _ = unlink(draft) }
        guard file.write(Array(text.utf8)), file.sync() else {
            throw .inaccessible(path: path, code: errno)
        }
        guard link(draft, path) == 0 || errno == EEXIST else {
            throw .inaccessible(path: path, code: errno)
        }
        syncFolder()
    }

    /// Makes the file's name durable. Some file systems cannot; the file itself is safe then.
    private func syncFolder() {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        let folder = path.hasPrefix("/") && end == path.startIndex ? "/" : String(path[..<end])
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = OpenFile(descriptor).sync()
    }

    /// Checks the opened file, not the name, so that nobody can swap it in between.
    private func check(_ file: borrowing OpenFile) throws(KeyFileError) {
        guard let status = file.status() else { throw .inaccessible(path: path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.maximumLength else {
            throw .notAKeyFile(path: path)
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else { throw .foreign(path: path) }
        let mode = Int(status.st_mode & 0o7777)
        guard mode & 0o077 == 0 else { throw .exposed(path: path, mode: mode) }
    }
}
