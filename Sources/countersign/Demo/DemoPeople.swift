import AuthDomain
import Cryptography
import OTPCore

/// The two people of the demo.
struct DemoPeople: Sendable {
    let installation: Installation

    /// Their passwords.
    struct Passwords: Sendable {
        let maria: String
        let admin: String

        /// Those of the documentation; loopback only.
        static let known = Passwords(
            maria: "conversations-demo", admin: "conversations-admin")

        /// Fresh ones of 50 bits, for a demo that others on the network can reach.
        static func random() -> Passwords {
            let random = SystemRandomness()
            return Passwords(
                maria: SetupCode(random: random.bytes(7)).text,
                admin: SetupCode(random: random.bytes(7)).text)
        }
    }

    /// Adds who is missing, and gives those who exist these passwords.
    func prepare(_ passwords: Passwords) async throws {
        try await prepare(
            "maria", "Maria Kovač", "maria@example.com", .person, passwords.maria)
        try await prepare("admin", "Ada Admin", "admin@example.com", .admin, passwords.admin)
    }

    private func prepare(
        _ name: String, _ displayName: String, _ email: String, _ role: Account.Role,
        _ password: String
    ) async throws {
        guard let username = Username(name), let password = Password(password) else { return }
        if let existing = try await installation.accounts.account(named: username.key) {
            let verdict = try await installation.hasher.verify(
                password.secret, against: existing.passwordHash)
            if !verdict.matches {
                try await installation.accountService.resetPassword(
                    to: password, username: username, by: .commandLine,
                    source: installation.commandLine)
            }
            return
        }
        try await installation.accountService.add(
            AccountService.NewAccount(
                username: username, displayName: displayName, email: email, role: role,
                password: password),
            by: .commandLine, source: installation.commandLine)
    }
}
