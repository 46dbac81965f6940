import AuthDomain

/// Reading and writing rows of `factor_resets`, also within other changes.
enum FactorResetRows {
    private static let columns = """
        id, account_id, started_by, approved_by, needs_approval, state, created_at, effective_at, expires_at
        """

    static func insert(
        _ reset: HelpDesk.FactorReset, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            INSERT INTO factor_resets (\(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .id(reset.id), .id(reset.account), .text(reset.startedBy),
                .optionalText(reset.approvedBy), .flag(reset.needsApproval),
                .text(reset.ending?.rawValue ?? openState), .instant(reset.createdAt),
                .instant(reset.effectiveAt), .instant(reset.expiresAt),
            ])
    }

    /// The reset of `account` that is open and not expired at `now`.
    static func open(
        of account: Identifier<Account>, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) -> HelpDesk.FactorReset? {
        let rows = try connection.query(
            """
            SELECT \(columns) FROM factor_resets
            WHERE account_id = $1 AND state = 'open' AND expires_at > $2
            """, [.id(account), .instant(now)])
        guard let row = rows.first else { return nil }
        var reader = RowReader(row)
        return try reader.factorReset()
    }

    /// Notes that an open reset of `account` was not used in time.
    static func endOverdue(
        of account: Identifier<Account>, at now: Instant, on connection: any SQLConnection
    ) throws(StoreError) {
        try connection.execute(
            """
            UPDATE factor_resets SET state = 'expired', ended_at = $2
            WHERE account_id = $1 AND state = 'open' AND expires_at <= $2
            """, [.id(account), .instant(now)])
    }

    /// Ends whatever reset of `account` is open, and the registration that may stand on it.
    static func endOpen(
        of account: Identifier<Account>, as ending: HelpDesk.FactorReset.Ending, at now: Instant,
        on connection: any SQLConnection
    ) throws(StoreError) {
        let changed = try connection.execute(
            """
            UPDATE factor_resets SET state = $2, ended_at = $3
            WHERE account_id = $1 AND state = 'open'
            """, [.id(account), .text(ending.rawValue), .instant(now)])
        guard changed > 0 else { return }
        try RegistrationRows.cancelOpen(of: account, on: connection)
    }

    /// Uses the reset `id` if it is in effect at `now`.
    ///
    /// - Returns: whether this call used it; nobody does so twice.
    static func use(
        _ id: Identifier<HelpDesk.FactorReset>, of account: Identifier<Account>, at now: Instant,
        on connection: any SQLConnection
    ) throws(StoreError) -> Bool {
        try connection.execute(
            """
            UPDATE factor_resets SET state = 'used', ended_at = $3
            WHERE id = $1 AND account_id = $2 AND state = 'open' AND effective_at <= $3
                AND expires_at > $3 AND (needs_approval = 0 OR approved_by IS NOT NULL)
            """, [.id(id), .id(account), .instant(now)]) == 1
    }

    private static let openState = "open"
}

extension RowReader {
    fileprivate mutating func factorReset() throws(StoreError) -> HelpDesk.FactorReset {
        HelpDesk.FactorReset(
            id: try identifier(), account: try identifier(), startedBy: try text(),
            approvedBy: try optionalText(), needsApproval: try integer() != 0,
            ending: HelpDesk.FactorReset.Ending(rawValue: try text()),
            createdAt: try instant(), effectiveAt: try instant(), expiresAt: try instant())
    }
}
