/// Keeps what people may do beyond their own account.
package protocol RoleStore: Sendable {
    /// Gives `account` a role. What the help desk handed out to the person of before ends: bypass codes,
    /// invitations and open re-registrations.
    ///
    /// Of concurrent changes none leaves the deployment without an enabled administrator that had one.
    func setRole(
        _ role: Account.Role, of account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> AccountChange
}
