/// Why there are no key-encryption keys to start with.
package enum KeyFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is no file.
    case missing(path: String)
    /// The file or its folder could not be read or written; `code` is `errno`.
    case inaccessible(path: String, code: Int32)
    /// Not a regular file, or longer than 64 KiB.
    case notAKeyFile(path: String)
    /// Others than the owner may read or write it; `mode` are its permission bits.
    case exposed(path: String, mode: Int)
    /// It belongs to neither the server's user nor root.
    case foreign(path: String)
    /// This line is not `<id> <base64 of 32 bytes>`.
    case malformed(line: Int)
    /// There is no key in it.
    case empty
    /// Two keys have the same id, or there are too many.
    case repeatedID

    /// One sentence for the operator; holds no secret.
    package var description: String {
        switch self {
        case .missing(let path):
            "There is no key file \(path)."
        case .inaccessible(let path, let code):
            "The key file \(path) cannot be read or made (error \(code))."
        case .notAKeyFile(let path):
            "\(path) is not a key file."
        case .exposed(let path, let mode):
            "Others can read the key file \(path) (mode \(String(mode, radix: 8))); "
                + "run: chmod 600 \(path)"
        case .foreign(let path):
            "The key file \(path) belongs to another user."
        case .malformed(let line):
            "Line \(line) of the keys is not an id and 32 bytes in base64."
        case .empty:
            "There is no key in the key file."
        case .repeatedID:
            "Two keys have the same id, or there are more than \(Keyring.maximumCount) keys."
        }
    }
}
