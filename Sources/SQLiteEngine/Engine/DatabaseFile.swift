import AuthDomain
import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Makes files that only the server's own user can read.
enum DatabaseFile {
    /// Makes the file and its folder when they are missing: 0600 and 0700.
    ///
    /// SQLite gives its `-wal` and `-shm` files the mode of the database. What exists already
    /// keeps its mode.
    static func prepare(at path: String) throws(StoreError) {
        let folder = folder(of: path)
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unavailable(reason: "cannot make the folder of the database")
        }
        if try create(at: path) { sync(folder) }
    }

    /// Makes an empty file with mode 0600.
    ///
    /// - Returns: `false` when something exists at `path`.
    static func create(at path: String) throws(StoreError) -> Bool {
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return false }
            throw .unavailable(reason: "cannot make the database file: error \(errno)")
        }
        _ = Self.close(descriptor)
        return true
    }

    /// Waits until the file or folder at `path` is on the disk, as far as the system can tell.
    @discardableResult
    static func sync(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { _ = Self.close(descriptor) }
        return fsync(descriptor) == 0
    }

    /// The folder that holds `path`.
    static func folder(of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    private static func close(_ descriptor: Int32) -> Int32 {
        #if canImport(Darwin)
            Darwin.close(descriptor)
        #elseif canImport(Musl)
            Musl.close(descriptor)
        #else
            Glibc.close(descriptor)
        #endif
    }
}
