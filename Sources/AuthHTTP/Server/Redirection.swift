import HTTPTypes
import Hummingbird

/// Sends the browser elsewhere with 303, out of any depth.
struct Redirection: Error, Equatable {
    /// A path on this server.
    let path: String

    init(to path: String) {
        self.path = path
    }

    /// "Confirm that it is you"; ``ProblemMiddleware`` adds where to go on.
    static let reauthentication = Redirection(to: "/reauthenticate")

    /// The second step, before a change of factors; ``ProblemMiddleware`` adds where to go on.
    static let secondStep = Redirection(to: "/sign-in/code")

    /// The response.
    var response: Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }
}

/// Checks paths that come back from forms and queries.
enum LocalPath {
    /// `text` when it is a path on this server, else `nil`: no other host, no `//`, no backslash.
    static func check(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 512, text.hasPrefix("/"), !text.hasPrefix("//"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return text
    }

    /// `text` with everything but unreserved characters and `/` percent-encoded (RFC 3986 §2.3).
    static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                encoded += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return encoded
    }
}
