import AuthDomain
import OTPCore

/// Where a page of people begins, as it stands in its address: `section.key.username`, both in base64url.
enum PeopleCursor {
    /// The longest that is looked at, in bytes.
    private static let longest = 1024

    /// `position` as text.
    static func text(_ position: People.Position) -> String {
        [
            String(position.section.rawValue), Base64URL.encode(Array(position.key.utf8)),
            Base64URL.encode(Array(position.username.utf8)),
        ].joined(separator: ".")
    }

    /// The position that `text` names; `nil` for anything else than ``text(_:)`` writes. Nothing is found behind a
    /// made-up position that could not be found from the first page.
    static func position(_ text: String) -> People.Position? {
        guard text.utf8.count <= longest else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let section = Int(parts[0]).flatMap(People.Section.init(rawValue:)),
            let key = decode(parts[1], People.SearchKey.longest), let username = decode(parts[2], 256)
        else { return nil }
        return People.Position(section: section, key: key, username: username)
    }

    private static func decode(_ text: Substring, _ most: Int) -> String? {
        guard let bytes = Base64URL.decode(String(text)), (1...most).contains(bytes.count),
            !bytes.contains(0)
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
