import AuthDomain

/// One section of a search: a walk along one index.
struct PeopleSectionQuery {
    let section: People.Section
    let search: People.Search
    let lock: LockCondition

    /// Somebody on the way.
    struct Row {
        let id: String
        /// The section's key.
        let key: String
        let username: String
        let name: String?
        let lastName: String?
        /// Whether the filter lets them through.
        let passes: Bool
    }

    /// The rows behind `position`, at most `limit`, in the order of their keys.
    func rows(
        after position: People.Position?, limit: Int, on connection: any SQLConnection
    ) throws(StoreError) -> [Row] {
        let needle = search.needle?.key ?? ""
        let begin = isRare ? "" : needle
        var values: [SQLValue] = [
            .text(beginning(behind: position, from: begin)), .text(position?.username ?? ""), .text(upperBound(begin)),
            .integer(Int64(limit)), .instant(lock.now), .integer(lock.disableAt),
        ]
        if isRare, search.needle != nil {
            values += [
                .text(needle), .text(needle + Self.behindEveryKey),
                .text(search.addresses == .whole ? needle : needle + Self.behindEveryKey),
            ]
        }
        var rows: [Row] = []
        for row in try connection.query(sql(isFirst: position == nil), values) {
            var reader = RowReader(row)
            rows.append(
                Row(
                    id: try reader.text(), key: try reader.text(), username: try reader.text(),
                    name: try reader.optionalText(), lastName: try reader.optionalText(),
                    passes: try reader.integer() != 0))
        }
        return rows
    }

    /// Where the walk goes on. A position before the needle was not given by this search: from there it would
    /// tell of keys that the needle does not find.
    private func beginning(behind position: People.Position?, from begin: String) -> String {
        guard let key = position?.key, !key.utf8.lexicographicallyPrecedes(begin.utf8) else { return begin }
        return key
    }

    /// The last key that counts: the needle alone, or the needle and whatever follows it.
    private func upperBound(_ needle: String) -> String {
        section == .address && search.addresses == .whole ? needle : needle + Self.behindEveryKey
    }

    /// Sorts behind every key by its bytes: none is longer than ``People/SearchKey/longest``, and no character
    /// sorts behind U+10FFFF.
    private static let behindEveryKey = String(
        repeating: "\u{10FFFF}", count: People.SearchKey.longest / 4 + 1)

    private var isRare: Bool { search.filter?.isRare ?? false }

    /// Those of a rare state whom the needle finds, by whatever key.
    private var match: String {
        guard isRare, search.needle != nil else { return "" }
        // With an empty text appended no index fits: SQLite would go along all four of them and not along the few.
        let keys = ["username_key", "name_key", "last_name_key", "email_key"]
        let ranges = keys.map { key in
            "(accounts.\(key) || '') BETWEEN $7 AND \(key == "email_key" ? "$9" : "$8")"
        }
        return "AND (\(ranges.joined(separator: " OR ")))"
    }

    private var column: String {
        switch section {
        case .username: "username_key"
        case .name: "name_key"
        case .lastName: "last_name_key"
        case .address: "email_key"
        }
    }

    /// All parameters are in every statement, and each as what it is: PostgreSQL asks for their types.
    private func sql(isFirst: Bool) -> String {
        let (source, isDriven) = source
        let order = isDriven ? "accounts.username_key || ''" : "accounts.\(column)"
        return """
            SELECT accounts.id, accounts.\(column), accounts.username_key, accounts.name_key,
                accounts.last_name_key, CASE WHEN \(condition) THEN 1 ELSE 0 END
            FROM \(source) AND \(range(order, isFirst: isFirst))
                AND $5 >= 0 AND $6 >= 0 \(match)
            ORDER BY \(order)\(section == .username ? "" : ", accounts.username_key") LIMIT $4
            """
    }

    /// From the position to the upper bound. One lower bound only: of two, SQLite searches by one and filters by
    /// the other, and would read every page again to find the next.
    private func range(_ order: String, isFirst: Bool) -> String {
        if section == .username {
            // A needle that is somebody's whole username finds them too.
            return "\(order) \(isFirst ? ">=" : ">") $1 AND \(order) < $3 AND $2 >= ''"
        }
        return "(\(order), accounts.username_key) > ($1, $2) AND \(order) <= $3"
    }

    /// Where the walk goes along, up to its `WHERE` and one condition; whether it begins with the few whom the
    /// filter lets through. Usernames of a state have indexes of their own, so that no step is in vain.
    private var source: (sql: String, isDriven: Bool) {
        guard section == .username, let filter = search.filter else {
            return ("accounts WHERE accounts.\(column) IS NOT NULL", false)
        }
        return switch filter {
        case .noDevice: ("accounts WHERE accounts.active_devices = 0", false)
        case .grace: ("accounts WHERE accounts.active_devices = 0", false)
        case .exempt:
            (
                """
                policy_exemptions CROSS JOIN accounts
                WHERE policy_exemptions.expires_at > $5 AND accounts.id = policy_exemptions.account_id
                """, true
            )
        case .disabled: ("accounts WHERE accounts.disabled = 1", false)
        case .frozen:
            // Without the empty text SQLite would walk along all usernames.
            ("accounts WHERE accounts.frozen_until > $5", true)
        case .helpdesk, .auditor, .admin:
            ("accounts WHERE accounts.role <> 'person' AND \(condition)", false)
        case .locked:
            (
                """
                (SELECT SUBSTR(key, \(Self.lockPrefix.utf8.count + 1)) AS account_id FROM throttles
                    WHERE key > '\(Self.lockPrefix)' AND key < 'code:account;'
                        AND (blocked_until > $5 OR failures >= $6) ORDER BY key LIMIT 5000) AS locked
                CROSS JOIN accounts WHERE accounts.id = locked.account_id
                """, true
            )
        case .reRegistration:
            (
                """
                factor_resets CROSS JOIN accounts
                WHERE factor_resets.state = 'open' AND factor_resets.expires_at > $5
                    AND accounts.id = factor_resets.account_id
                """, true
            )
        }
    }

    private static let lockPrefix = "code:account:"

    /// Whether the filter lets an account through.
    private var condition: String {
        switch search.filter {
        case nil: "1 = 1"
        case .noDevice: "accounts.active_devices = 0"
        case .disabled: "accounts.disabled = 1"
        case .frozen: "accounts.frozen_until > $5"
        case .helpdesk: "accounts.role = 'helpdesk'"
        case .auditor: "accounts.role = 'auditor'"
        case .admin: "accounts.role = 'admin'"
        case .locked:
            """
            EXISTS (SELECT 1 FROM throttles WHERE key = '\(Self.lockPrefix)' || accounts.id
                AND (blocked_until > $5 OR failures >= $6))
            """
        case .reRegistration:
            """
            EXISTS (SELECT 1 FROM factor_resets WHERE account_id = accounts.id AND state = 'open'
                AND expires_at > $5)
            """
        case .exempt:
            "EXISTS (SELECT 1 FROM policy_exemptions WHERE account_id = accounts.id AND expires_at > $5)"
        case .grace:
            // As the policy sees it: the first device ends it for good.
            """
            accounts.active_devices = 0 AND EXISTS (SELECT 1 FROM policy_graces WHERE account_id = accounts.id
                AND deadline > $5 AND (sign_ins_left IS NULL OR sign_ins_left > 0))
            AND NOT EXISTS (SELECT 1 FROM devices WHERE devices.account_id = accounts.id)
            """
        }
    }
}

extension People.Filter {
    /// Whether so few people are in this state that all of them can be looked at.
    var isRare: Bool {
        switch self {
        case .noDevice, .disabled, .grace: false
        case .locked, .frozen, .reRegistration, .exempt, .helpdesk, .auditor, .admin: true
        }
    }
}
