import AuthDomain
import SQLStorage
import TestSupport

extension HTTPWorld {
    /// The secret of every authenticator app in these tests.
    static let secret = [UInt8](repeating: 7, count: 20)

    /// Adds somebody with a role, and an authenticator app unless they have none yet.
    func add(_ name: String, _ role: Account.Role, hasFactor: Bool = true) async throws -> Account {
        let account = try await addPerson(name)
        try await stores.tamper(
            "UPDATE accounts SET role = $2 WHERE id = $1",
            [.text(account.id.text), .text(role.rawValue)])
        if hasFactor { try await addAuthenticator(of: account, secret: Self.secret) }
        return account
    }

    /// A browser in which `name` has proved two factors.
    func signedIn(_ name: String) async throws -> Browser {
        // A code is good once; the next one is the next person's, too.
        clock.advance(by: .seconds(30))
        let browser = Browser(self)
        _ = try await browser.signIn(name)
        _ = try await browser.post("/sign-in/code", [("code", code(of: Self.secret))])
        return browser
    }
}
