import AuthDomain

/// Walks over all accounts in SQL, page by page.
package struct SQLCandidateStore: CandidateStore {
    private let engine: any SQLEngine

    /// Reads through `engine`.
    package init(engine: any SQLEngine) {
        self.engine = engine
    }

    package func candidates(
        after key: String?, limit: Int
    ) async throws(StoreError) -> Policy.CandidatePage {
        try await engine.read { connection throws(StoreError) in
            let rows = try connection.query(
                """
                SELECT accounts.id, accounts.username, accounts.username_key, accounts.disabled,
                    CASE WHEN EXISTS (SELECT 1 FROM devices
                        WHERE devices.account_id = accounts.id AND devices.state = 'active') THEN 1 ELSE 0 END
                FROM accounts WHERE accounts.username_key > $1 ORDER BY accounts.username_key LIMIT $2
                """, [.text(key ?? ""), .integer(Int64(limit))])
            var candidates: [(id: Identifier<Account>, subject: Policy.Subject)] = []
            var looked = 0
            var last = key ?? ""
            for row in rows {
                var reader = RowReader(row)
                let id: Identifier<Account> = try reader.identifier()
                let username = Username(try reader.text())
                last = try reader.text()
                guard try reader.integer() == 0 else { continue }
                looked += 1
                guard try reader.integer() == 0 else { continue }
                candidates.append((id, Policy.Subject(username: username)))
            }
            let details = try Self.details(from: key ?? "", through: last, on: connection)
            return Policy.CandidatePage(
                candidates: candidates.map { candidate in
                    var subject = details[candidate.id.text] ?? Policy.Subject()
                    subject.username = candidate.subject.username
                    return Policy.Candidate(account: candidate.id, subject: subject)
                }, looked: looked, next: rows.count == limit ? last : nil)
        }
    }

    /// Groups, exemptions and graces of the accounts in a range of keys.
    private static func details(
        from first: String, through last: String, on connection: any SQLConnection
    ) throws(StoreError) -> [String: Policy.Subject] {
        let range = "accounts.username_key > $1 AND accounts.username_key <= $2"
        let rows = try connection.query(
            """
            SELECT 'group', accounts.id, group_name, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
                FROM accounts JOIN group_members ON group_members.account_id = accounts.id WHERE \(range)
            UNION ALL SELECT 'exemption', accounts.id, reason, expires_at, NULL
                FROM accounts JOIN policy_exemptions ON policy_exemptions.account_id = accounts.id WHERE \(range)
            UNION ALL SELECT 'grace', accounts.id, NULL, deadline, sign_ins_left
                FROM accounts JOIN policy_graces ON policy_graces.account_id = accounts.id WHERE \(range)
                    AND NOT EXISTS (SELECT 1 FROM devices WHERE devices.account_id = accounts.id)
            """, [.text(first), .text(last)])
        var subjects: [String: Policy.Subject] = [:]
        for row in rows {
            var reader = RowReader(row)
            let kind = try reader.text()
            let id = try reader.text()
            let text = try reader.optionalText() ?? ""
            let end = Instant(milliseconds: try reader.optionalInteger() ?? 0)
            let left = try reader.optionalInteger()
            switch kind {
            case "group":
                if let name = Policy.GroupName(text) { subjects[id, default: Policy.Subject()].groups.insert(name) }
            case "exemption":
                subjects[id, default: Policy.Subject()].exemption = Policy.Exemption(reason: text, expiresAt: end)
            default:
                subjects[id, default: Policy.Subject()].grace = Policy.Grace(
                    deadline: end, signInsLeft: left.map { Int($0) })
            }
        }
        return subjects
    }
}
