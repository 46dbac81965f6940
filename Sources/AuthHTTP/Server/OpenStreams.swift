import AuthDomain
import Synchronization

/// Counts open streams, so that they cannot use up the server: some in all, few for each person.
/// Who gets none asks by polling.
final class OpenStreams: Sendable {
    private struct Counts {
        var total = 0
        var perAccount: [Identifier<Account>: Int] = [:]
    }

    private let counts = Mutex(Counts())
    private let most: Int
    private let mostPerAccount: Int

    /// Allows `most` at a time, and `mostPerAccount` of one person.
    init(most: Int = 2000, mostPerAccount: Int = 4) {
        self.most = most
        self.mostPerAccount = mostPerAccount
    }

    /// Whether one more of `account` may open now.
    func hasRoom(for account: Identifier<Account>) -> Bool {
        counts.withLock { hasRoom(for: account, $0) }
    }

    /// Takes a place, if there is one.
    func enter(_ account: Identifier<Account>) -> Bool {
        counts.withLock { counts in
            guard hasRoom(for: account, counts) else { return false }
            counts.total += 1
            counts.perAccount[account, default: 0] += 1
            return true
        }
    }

    /// Gives a place back that ``enter(_:)`` gave.
    func leave(_ account: Identifier<Account>) {
        counts.withLock { counts in
            counts.total -= 1
            let left = counts.perAccount[account, default: 1] - 1
            counts.perAccount[account] = left == 0 ? nil : left
        }
    }

    private func hasRoom(for account: Identifier<Account>, _ counts: Counts) -> Bool {
        counts.total < most && counts.perAccount[account, default: 0] < mostPerAccount
    }
}
