import AuthDomain

/// Policy documents, exemptions and graces in SQL.
package struct SQLPolicyStore: PolicyStore {
    let engine: any SQLEngine
    let recorder: SQLRecorder

    /// Reads and writes through `engine`.
    package init(engine: any SQLEngine, digest: any Digesting) {
        self.engine = engine
        recorder = SQLRecorder(digest: digest)
    }

    /// One statement, since it is asked in every decision. A grace ends for good with the first device.
    private static let look = """
        SELECT 'document', CAST(NULL AS TEXT), MAX(number), CAST(NULL AS BIGINT) FROM policy_documents
        UNION ALL SELECT 'person', username, NULL, NULL FROM accounts WHERE id = $1
        UNION ALL SELECT 'group', group_name, NULL, NULL FROM group_members WHERE account_id = $1
        UNION ALL SELECT 'exemption', reason, expires_at, NULL FROM policy_exemptions WHERE account_id = $1
        UNION ALL SELECT 'grace', NULL, deadline, sign_ins_left FROM policy_graces WHERE account_id = $1
            AND NOT EXISTS (SELECT 1 FROM devices WHERE account_id = $1)
        """

    package func look(
        at account: Identifier<Account>
    ) async throws(StoreError) -> (number: Int, subject: Policy.Subject) {
        try await engine.read { connection throws(StoreError) in
            var number = 0
            var subject = Policy.Subject()
            for row in try connection.query(Self.look, [.id(account)]) {
                var reader = RowReader(row)
                let kind = try reader.text()
                let text = try reader.optionalText()
                let first = try reader.optionalInteger()
                let second = try reader.optionalInteger()
                switch kind {
                case "document": number = Int(first ?? 0)
                case "person": subject.username = text.flatMap { Username($0) }
                case "group": if let name = text.flatMap({ Policy.GroupName($0) }) { subject.groups.insert(name) }
                case "exemption":
                    subject.exemption = Policy.Exemption(
                        reason: text ?? "", expiresAt: Instant(milliseconds: first ?? 0))
                default:
                    subject.grace = Policy.Grace(
                        deadline: Instant(milliseconds: first ?? 0), signInsLeft: second.map { Int($0) })
                }
            }
            return (number, subject)
        }
    }

    private static let versions = VersionTable(name: "policy_documents", content: "document")

    package func latest() async throws(StoreError) -> SavedVersion? {
        try await history(before: nil, limit: 1).first
    }

    package func history(before number: Int?, limit: Int) async throws(StoreError) -> [SavedVersion] {
        try await engine.read { connection throws(StoreError) in
            try Self.versions.newest(before: number, limit: limit, on: connection)
        }
    }

    package func save(
        _ document: Policy.Document, over number: Int, recording record: Record
    ) async throws(StoreError) -> Policy.SaveOutcome {
        let text = document.json.formatted
        return try await engine.write { connection throws(StoreError) in
            let unknown = try Self.unknown(in: document, on: connection)
            guard unknown.isEmpty else { return .unknown(unknown) }
            guard try Self.versions.add(text, over: number, of: record, on: connection) else { return .overtaken }
            try recorder.write(record, on: connection)
            return .saved(number + 1)
        }
    }

    /// The groups and people that `document` names and that do not exist.
    private static func unknown(
        in document: Policy.Document, on connection: any SQLConnection
    ) throws(StoreError) -> [String] {
        var unknown: [String] = []
        for group in document.groups.map(\.group.text) {
            let found = try connection.query("SELECT name FROM account_groups WHERE name = $1", [.text(group)])
            if found.isEmpty { unknown.append(group) }
        }
        for person in document.people.map(\.person) {
            let found = try connection.query("SELECT id FROM accounts WHERE username_key = $1", [.text(person.key)])
            if found.isEmpty { unknown.append(person.text) }
        }
        return unknown
    }
}
