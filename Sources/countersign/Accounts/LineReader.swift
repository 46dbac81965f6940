import Foundation

/// Reads a file line by line without holding it in memory; a line over 64 KiB is cut there.
struct LineReader {
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// The longest line, in bytes.
    static let longestLine = 64 * 1024

    /// Reads from `handle` to its end.
    init(_ handle: FileHandle) {
        self.handle = handle
    }

    /// The next line without its line break; `nil` at the end.
    mutating func next() throws -> String? {
        while true {
            if let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { position = end + 1 }
                return text(buffer[position..<end])
            }
            if isAtEnd || buffer.count - position > Self.longestLine {
                guard position < buffer.count else { return nil }
                defer { position = buffer.count }
                return text(buffer[position...])
            }
            buffer.removeSubrange(..<position)
            position = 0
            guard let chunk = try handle.read(upToCount: 256 * 1024), !chunk.isEmpty else {
                isAtEnd = true
                continue
            }
            buffer += chunk
        }
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
    }
}
