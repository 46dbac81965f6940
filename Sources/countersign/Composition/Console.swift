import Foundation

/// What the program says to people, on standard output, at once even when that is a file.
enum Console {
    /// Writes `text` and a line break.
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data("\(text)\n".utf8))
    }
}
