/// What comparing a password with a stored hash says.
package struct PasswordVerdict: Sendable, Equatable {
    package let matches: Bool
    /// The stored hash is weaker than today's settings; hash again now that the password is known.
    package let needsRehash: Bool

    /// States a verdict.
    package init(matches: Bool, needsRehash: Bool) {
        self.matches = matches
        self.needsRehash = needsRehash
    }
}

/// Why a password was not hashed.
package enum HashingError: Error, Sendable, Equatable {
    /// The queue of the hashing pool is full; try again after a while.
    case overloaded(retryAfter: Duration)
    /// The stored hash is not a PHC string that this server understands.
    case malformedHash
    /// The library refused, e.g. for want of memory.
    case failed(code: Int)
}

/// Hashes passwords on a bounded pool, so that a flood of sign-ins cannot starve the server.
package protocol PasswordHashing: Sendable {
    /// Argon2id of `password` with a fresh salt, as a PHC string.
    func hash(_ password: SecretBytes) async throws(HashingError) -> String

    /// Compares in constant time.
    func verify(
        _ password: SecretBytes, against hash: String
    ) async throws(HashingError) -> PasswordVerdict

    /// Does the work of ``verify(_:against:)`` for nobody, so that an unknown username costs
    /// what a known one costs.
    func spendWork(on password: SecretBytes) async throws(HashingError)

    /// Whether `hash` is a PHC string that ``verify(_:against:)`` takes (for imports).
    func understands(_ hash: String) -> Bool
}
