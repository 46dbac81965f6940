import AuthDomain
import Cryptography
import OTPCore
import Synchronization

/// A password hasher that costs nothing and counts what it is asked for.
final class FastHasher: PasswordHashing {
    private struct State {
        var work = 0
        var overload: Duration?
        var refusesToHash = false
    }

    private let state = Mutex(State())

    /// How often the work of one comparison was done.
    var work: Int { state.withLock { $0.work } }

    /// While set, every call is refused for want of room in the queue.
    func overload(_ retryAfter: Duration?) {
        state.withLock { $0.overload = retryAfter }
    }

    /// From now on only new hashes are refused.
    func refuseToHash() {
        state.withLock { $0.refusesToHash = true }
    }

    func hash(_ password: SecretBytes) async throws(HashingError) -> String {
        if state.withLock({ $0.refusesToHash }) { throw .overloaded(retryAfter: .seconds(1)) }
        try queue()
        return "new:" + Self.digest(password)
    }

    func verify(
        _ password: SecretBytes, against hash: String
    ) async throws(HashingError) -> PasswordVerdict {
        try queue()
        state.withLock { $0.work += 1 }
        let matches = hash.dropFirst(4) == Self.digest(password)
        return PasswordVerdict(matches: matches, needsRehash: matches && hash.hasPrefix("old:"))
    }

    func spendWork(on password: SecretBytes) async throws(HashingError) {
        try queue()
        state.withLock { $0.work += 1 }
    }

    func understands(_ hash: String) -> Bool { hash.hasPrefix("new:") || hash.hasPrefix("old:") }

    /// The hash that today's settings would make.
    static func current(_ password: String) -> String {
        "new:" + digest(SecretBytes(Array(password.utf8)))
    }

    /// The hash that weaker settings of before made.
    static func outdated(_ password: String) -> String {
        "old:" + digest(SecretBytes(Array(password.utf8)))
    }

    private func queue() throws(HashingError) {
        if let retryAfter = state.withLock({ $0.overload }) {
            throw .overloaded(retryAfter: retryAfter)
        }
    }

    private static func digest(_ password: SecretBytes) -> String {
        Base64URL.encode(LibraryDigest().sha256(password.bytes))
    }
}
