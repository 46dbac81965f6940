#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An open file descriptor, closed at the end of its life.
struct OpenFile: ~Copyable {
    private let descriptor: Int32

    /// Takes over a descriptor.
    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        _ = close(descriptor)
    }

    /// What the system says about the file; `nil` on failure (`errno`).
    func status() -> stat? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? status : nil
    }

    /// The whole content.
    ///
    /// - Throws: ``KeyFileError/notAKeyFile(path:)`` when it is longer than `limit` bytes,
    ///   ``KeyFileError/inaccessible(path:code:)`` when it cannot be read.
    func readAll(upTo limit: Int, path: String) throws(KeyFileError) -> [UInt8] {
        var content = [UInt8](repeating: 0, count: limit + 1)
        var length = 0
        while length < content.count {
            let count = content.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress?.advanced(by: length), buffer.count - length)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .inaccessible(path: path, code: errno) }
            if count == 0 { break }
            length += count
        }
        guard length <= limit else { throw .notAKeyFile(path: path) }
        content.removeLast(content.count - length)
        return content
    }

    /// Writes all bytes; `false` on failure (`errno`).
    func write(_ bytes: [UInt8]) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                systemWrite(
                    descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    /// Waits until the content is on the disk; `false` on failure (`errno`).
    func sync() -> Bool {
        fsync(descriptor) == 0
    }
}

/// `write(2)`, which a method of the same name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
