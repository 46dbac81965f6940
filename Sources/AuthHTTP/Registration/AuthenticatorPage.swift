/// Registering an authenticator app of another maker: first its name, then QR code, secret and code
/// (`/profile/access/authenticator/register[/{id}]`).
struct AuthenticatorPage: Page {
    static let template = "authenticator"

    /// What the second step shows.
    struct Setup: Sendable {
        /// The path of this registration without a slash at the end.
        var path: String
        /// The Base32 secret in one piece, for copying.
        var secret: String
        /// The same in groups of four, separated by spaces.
        var groupedSecret: String
        /// The `otpauth:` link that the QR code holds.
        var link: String
        /// Why the code was not accepted, with "n tries left"; shown at the field.
        var codeProblem: String?

        /// Creates the second step for `secret`, Base32 without padding.
        init(path: String, secret: String, link: String, codeProblem: String? = nil) {
            self.path = path
            self.secret = secret
            var grouped = ""
            for (index, character) in secret.enumerated() {
                if index > 0, index.isMultiple(of: 4) { grouped.append(" ") }
                grouped.append(character)
            }
            self.groupedSecret = grouped
            self.link = link
            self.codeProblem = codeProblem
        }
    }

    var frame: PageFrame
    /// The name as typed before, unchanged, or empty.
    var deviceName: String = ""
    /// Why the name cannot be used and what to do next; shown at the field.
    var nameProblem: String? = nil
    /// The second step, or `nil` while the name is being asked for.
    var setup: Setup? = nil
}
