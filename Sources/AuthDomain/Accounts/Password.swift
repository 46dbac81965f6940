/// A password as typed, in Unicode normalization form C, as UTF-8.
///
/// NIST SP 800-63B-4 §3.1.1.2: 8–256 characters for new ones, no composition rules, a block list.
package struct Password: Sendable {
    /// The bytes to hash.
    package let secret: SecretBytes
    private let length: Int
    private let isCommon: Bool

    /// Takes a typed password of any length up to 1 024 bytes.
    ///
    /// - Returns: `nil` when it is empty or longer.
    package init?(_ text: String) {
        guard (1...1024).contains(text.utf8.count) else { return nil }
        secret = SecretBytes(Array(text.utf8))
        length = text.count
        isCommon = CommonPasswords.contains(text)
    }

    /// Why a new password is refused.
    package enum Weakness: Sendable, Equatable {
        case tooShort(minimum: Int)
        case tooLong(maximum: Int)
        case common
    }

    /// What is wrong with it as a *new* password; `nil` when nothing is.
    package var weakness: Weakness? {
        if length < 8 { return .tooShort(minimum: 8) }
        if length > 256 { return .tooLong(maximum: 256) }
        return isCommon ? .common : nil
    }
}

/// The block list of passwords that are tried first by everyone.
enum CommonPasswords {
    /// Whether `text`, ignoring case, digits and signs at its end, is a listed word.
    static func contains(_ text: String) -> Bool {
        let lowered = text.lowercased()
        if listed.contains(lowered) { return true }
        let first = lowered.first
        if lowered.allSatisfy({ $0 == first }) { return true }
        let stem = lowered.prefix { $0.isLetter }
        let tail = lowered.dropFirst(stem.count)
        return tail.allSatisfy { !$0.isLetter } && listed.contains(String(stem))
            && lowered.count < 14
    }

    private static let listed: Set<String> = [
        "password", "passwort", "lozinka", "123456", "1234567", "12345678", "123456789",
        "1234567890", "987654321", "qwerty", "qwertz", "qwertyuiop", "qwertzuiop", "1q2w3e4r",
        "1qaz2wsx", "zaq12wsx", "asdfghjkl", "abc", "abcdefgh", "iloveyou", "letmein", "welcome",
        "willkommen", "dobrodosli", "admin", "administrator", "root", "changeme", "default",
        "guest", "login", "master", "monkey", "dragon", "football", "baseball", "superman",
        "batman", "princess", "sunshine", "shadow", "michael", "jennifer", "trustno", "starwars",
        "computer", "internet", "secret", "geheim", "hallo", "hello", "summer", "sommer",
        "winter", "spring", "autumn", "company", "countersign", "conversations", "access",
        "test", "testing", "temp", "temporary", "user", "samsung", "google", "whatever",
    ]
}
