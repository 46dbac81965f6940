import Foundation

/// The terminal that the program was started on, also when its input and output are redirected.
struct Terminal: ~Copyable {
    /// The longest answer that is taken, in bytes.
    static let maximumLength = 1024

    private let descriptor: Int32

    /// The terminal; `nil` when there is none.
    init?() {
        descriptor = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
    }

    deinit {
        close(descriptor)
    }

    /// Asks a question and reads a line.
    ///
    /// - Parameters:
    ///   - question: What is shown before the cursor.
    ///   - isSecret: Whether what is typed stays invisible.
    /// - Returns: The line without its end; `nil` when the input ended, was interrupted or is too long.
    func ask(_ question: String, isSecret: Bool) -> String? {
        show(question)
        guard isSecret else { return readLine() }
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { return nil }
        var silent = settings
        // Without signals and line editing by the system: an interrupt must not leave the echo switched off.
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        guard tcsetattr(descriptor, TCSAFLUSH, &silent) == 0 else { return nil }
        defer {
            tcsetattr(descriptor, TCSAFLUSH, &settings)
            show("\n")
        }
        return readLine()
    }

    private func readLine() -> String? {
        var line: [UInt8] = []
        while let byte = readByte() {
            switch byte {
            case 0x0A, 0x0D: return String(decoding: line, as: UTF8.self)
            case 0x03, 0x04: return nil
            case 0x15: line.removeAll()
            case 0x08, 0x7F: Self.removeCharacter(of: &line)
            default: line.append(byte)
            }
            guard line.count <= Self.maximumLength else { return nil }
        }
        return nil
    }

    /// Removes the last character, all its bytes (continuation bytes of UTF-8 are `10xxxxxx`).
    private static func removeCharacter(of line: inout [UInt8]) {
        while let byte = line.popLast(), byte & 0xC0 == 0x80 {}
    }

    private func readByte() -> UInt8? {
        var byte: UInt8 = 0
        return read(descriptor, &byte, 1) == 1 ? byte : nil
    }

    private func show(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(descriptor, bytes, bytes.count)
    }
}
