/// The tables of the schema and their columns, as a copy needs them.
///
/// A test compares the list with a migrated database: a new table or column that is missing here
/// would be left behind.
struct TableLayout: Sendable {
    let name: String
    /// The columns of the primary key, in its order.
    let key: [String]
    /// All other columns.
    let others: [String]

    /// All columns, those of the key first.
    var columns: [String] { key + others }

    /// Every table but the history of migrations, each behind those that it refers to.
    static let all: [TableLayout] = [
        TableLayout(
            name: "accounts", key: ["id"],
            others: [
                "username", "username_key", "display_name", "email", "role", "disabled", "password_hash", "created_at",
                "phone_number", "language", "preferred_method", "frozen_until", "name_key", "last_name_key",
                "email_key",
                "active_devices",
            ]),
        TableLayout(
            name: "throttles", key: ["key"],
            others: ["failures", "blocked_until", "updated_at"]),
        TableLayout(
            name: "portal_sessions", key: ["id_hash"],
            others: ["account_id", "assurance", "created_at", "last_seen_at", "authenticated_at", "methods"]),
        TableLayout(
            name: "registrations", key: ["id"],
            others: [
                "account_id", "device_name", "kind", "state", "tries_left", "created_at", "expires_at", "ticket_hash",
                "ticket", "setup_code_hash", "setup_code", "server_public_key", "private_key", "secret",
                "phone_public_key", "thumbprint", "model", "pairing_key",
            ]),
        TableLayout(
            name: "devices", key: ["id"],
            others: [
                "account_id", "kind", "state", "name", "name_key", "model", "thumbprint", "algorithm", "digits",
                "period", "secret", "last_step", "registered_at", "last_used_at", "revoked_at", "drift", "told_step",
            ]),
        TableLayout(
            name: "pending_sign_ins", key: ["id"],
            others: [
                "session_hash", "account_id", "thumbprint", "client_id", "model", "registration_id", "created_at",
                "expires_at", "methods",
            ]),
        TableLayout(
            name: "token_families", key: ["id"],
            others: [
                "account_id", "device_id", "thumbprint", "client_id", "scope", "methods", "authenticated_at",
                "revoked_at",
            ]),
        TableLayout(
            name: "authorization_codes", key: ["code_hash"],
            others: ["family_id", "expires_at", "spent_at"]),
        TableLayout(
            name: "refresh_tokens", key: ["token_hash"],
            others: ["family_id", "expires_at", "spent_at"]),
        TableLayout(
            name: "proof_replays", key: ["identifier"],
            others: ["expires_at"]),
        TableLayout(
            name: "signing_keys", key: ["slot"],
            others: ["id", "private_key", "created_at"]),
        TableLayout(
            name: "audit_entries", key: ["chain", "sequence"],
            others: [
                "at", "actor", "action", "subject", "details", "address", "user_agent", "reference", "previous_hash",
                "hash",
            ]),
        TableLayout(
            name: "audit_heads", key: ["chain"],
            others: ["sequence", "hash"]),
        TableLayout(name: "audit_leaves", key: ["position"], others: ["chain"]),
        TableLayout(
            name: "audit_marks", key: ["position", "checkpoint"],
            others: ["first_sequence", "last_sequence", "hash"]),
        TableLayout(name: "audit_buckets", key: ["bucket", "checkpoint"], others: ["hash"]),
        TableLayout(name: "audit_checkpoints", key: ["number"], others: ["at", "size", "jws"]),
        TableLayout(name: "audit_duties", key: ["name"], others: ["holder", "until"]),
        TableLayout(
            name: "audit_stream", key: ["id"], others: ["began_at", "taken_at", "failing_since", "trouble"]),
        TableLayout(name: "audit_streamed", key: ["chain"], others: ["sequence"]),
        TableLayout(
            name: "outbox", key: ["id"],
            others: [
                "account_id", "kind", "event", "channel", "recipient", "country", "content", "state", "attempts",
                "created_at", "due_at", "expires_at", "claimed_by", "claimed_until", "counted_at", "ended_at",
                "outcome",
            ]),
        TableLayout(
            name: "one_time_pins", key: ["id"],
            others: [
                "account_id", "purpose", "binding", "channel", "recipient", "verifier", "state", "tries_left",
                "created_at", "expires_at", "next_at",
            ]),
        TableLayout(
            name: "invitations", key: ["id"],
            others: [
                "account_id", "code_hash", "created_at", "expires_at", "spent_at",
            ]),
        TableLayout(
            name: "remembered_browsers", key: ["id"],
            others: [
                "account_id", "token_hash", "previous_hash", "name", "created_at", "last_used_at", "expires_at",
                "revoked_at",
            ]),
        TableLayout(
            name: "recovery_codes", key: ["id"],
            others: [
                "account_id", "verifier", "created_at", "spent_at",
            ]),
        TableLayout(
            name: "repudiations", key: ["token_hash"],
            others: [
                "account_id", "event", "subject", "created_at", "expires_at", "spent_at",
            ]),
        TableLayout(
            name: "address_changes", key: ["id"],
            others: [
                "account_id", "channel", "old_address", "new_address", "state", "undo_hash", "created_at", "expires_at",
                "done_at",
            ]),
        TableLayout(
            name: "factor_resets", key: ["id"],
            others: [
                "account_id", "started_by", "approved_by", "needs_approval", "state", "created_at", "effective_at",
                "expires_at", "ended_at",
            ]),
        TableLayout(
            name: "proposals", key: ["id"],
            others: [
                "kind", "account_id", "detail", "written_on", "proposed_by", "created_at", "expires_at", "state",
                "ended_by", "ended_at",
            ]),
        TableLayout(
            name: "bypass_codes", key: ["id"],
            others: [
                "account_id", "issued_by", "code_hash", "uses_left", "created_at", "expires_at", "revoked_at",
            ]),
        TableLayout(
            name: "phone_approvals", key: ["id"],
            others: [
                "account_id", "sign_in_id", "thumbprint", "model", "address", "number", "choices", "state",
                "decided_by", "created_at", "expires_at",
            ]),
        TableLayout(
            name: "policy_documents", key: ["number"], others: ["document", "saved_by", "saved_at"]),
        TableLayout(
            name: "brand_versions", key: ["number"], others: ["changes", "saved_by", "saved_at"]),
        TableLayout(
            name: "account_groups", key: ["name"], others: ["created_at"]),
        TableLayout(
            name: "group_members", key: ["account_id", "group_name"], others: ["joined_at"]),
        TableLayout(
            name: "policy_exemptions", key: ["account_id"],
            others: ["reason", "granted_by", "created_at", "expires_at"]),
        TableLayout(
            name: "policy_graces", key: ["account_id"], others: ["deadline", "sign_ins_left", "began_at"]),
        TableLayout(
            name: "policy_reminders", key: ["account_id", "reminder"], others: ["sent_at"]),
        TableLayout(
            name: "policy_walks", key: ["name"], others: ["position", "done", "moved_at"]),
        TableLayout(
            name: "api_keys", key: ["id"],
            others: ["key_hash", "name", "name_key", "scopes", "created_at", "last_used_at", "revoked_at"]),
        TableLayout(
            name: "deployment", key: ["name"],
            others: ["value"]),
        TableLayout(
            name: "hourly_counts", key: ["hour", "action", "reason"],
            others: ["count"]),
        TableLayout(
            name: "daily_shares", key: ["day"],
            others: ["people", "registered", "counted_at"]),
        TableLayout(
            name: "count_progress", key: ["id"],
            others: ["counted_to"]),
    ]
}
