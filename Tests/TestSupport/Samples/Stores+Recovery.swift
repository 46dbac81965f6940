import AuthDomain
import SQLStorage

extension Stores {
    /// Stores a link "This was not me", as the notice of some change would.
    package func add(_ link: Repudiation) async throws {
        try await tamper(
            """
            INSERT INTO repudiations (token_hash, account_id, event, subject, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                .bytes(link.tokenHash), .text(link.account.text), .text(link.event),
                link.subject.map { .text($0) } ?? .null, .integer(link.createdAt.milliseconds),
                .integer(link.expiresAt.milliseconds),
            ])
    }
}
