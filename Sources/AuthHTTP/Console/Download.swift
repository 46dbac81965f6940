import AuthDomain
import HTTPTypes
import Hummingbird

/// A file that somebody takes away.
enum Download {
    /// Refuses what no page of this site and no person asked for: a link elsewhere would have the file fetched, and
    /// recorded in the name of whoever followed it. Browsers say where a request comes from (Fetch Metadata).
    static func check(_ request: Request) throws {
        let site = request.headers[.secFetchSite] ?? "none"
        guard request.method == .get, site == "none" || site == "same-origin" else { throw PageProblem.badForm }
    }

    /// Refuses to go on when `account` has lost `permission` since the file was begun.
    static func checkAgain(
        _ permission: Console.Permission, of account: Identifier<Account>, in accounts: any AccountStore
    ) async throws {
        guard try await accounts.account(account)?.mayStill(permission) == true else {
            throw HelpDeskSentences.problem(.notAllowed)
        }
    }
}
