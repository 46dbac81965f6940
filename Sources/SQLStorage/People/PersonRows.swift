import AuthDomain

/// Reads how people stand.
enum PersonRows {
    /// Those with these identifiers, in that order; whoever is gone is left out.
    static func people(
        _ ids: [String], lock: LockCondition, on connection: any SQLConnection
    ) throws(StoreError) -> [People.Person] {
        var people: [String: People.Person] = [:]
        for row in try select.query(ids.map { [.text($0)] }, on: connection) {
            var reader = RowReader(row)
            let person = try reader.person(lock)
            people[person.id.text] = person
        }
        return ids.compactMap { people[$0] }
    }

    private static let select = MultiRowStatement(
        """
        SELECT accounts.id, accounts.username, accounts.display_name, accounts.email, accounts.role,
            accounts.disabled, accounts.frozen_until, accounts.active_devices, accounts.created_at,
            throttles.failures, throttles.blocked_until,
            (SELECT MAX(expires_at) FROM factor_resets
                WHERE account_id = accounts.id AND state = 'open'),
            (SELECT MAX(last_used_at) FROM devices
                WHERE account_id = accounts.id AND state = 'active')
        FROM accounts LEFT JOIN throttles ON throttles.key = 'code:account:' || accounts.id
        WHERE accounts.id IN (
        """, columns: 1, ")")
}

extension RowReader {
    fileprivate mutating func person(_ lock: LockCondition) throws(StoreError) -> People.Person {
        let id: Identifier<Account> = try identifier()
        guard let username = Username(try text()) else {
            throw .inconsistent(reason: "username of \(id.text)")
        }
        let displayName = try text()
        let email = try optionalText()
        let role: Account.Role = try choice()
        let isDisabled = try integer() != 0
        let frozenUntil = try optionalInstant().flatMap { $0 > lock.now ? $0 : nil }
        let devices = Int(clamping: try integer())
        let createdAt = try instant()
        let failures = try optionalInteger()
        let blockedUntil = try optionalInstant()
        let resetEnd = try optionalInstant()
        return People.Person(
            id: id, username: username, displayName: displayName, email: email, role: role,
            isDisabled: isDisabled, frozenUntil: frozenUntil,
            isLocked: failures.map { lock.holds(failures: $0, blockedUntil: blockedUntil ?? lock.now) }
                ?? false,
            isReRegistering: resetEnd.map { $0 > lock.now } ?? false, devices: devices,
            lastUsedAt: try optionalInstant(), createdAt: createdAt)
    }
}
