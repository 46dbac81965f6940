import AuthDomain

extension PageFrames {
    /// Who `actor`, as the audit log names it, is to readers of the console; `nil` without one.
    func author(
        _ actor: String?, among accounts: any AccountStore, _ context: some StaffVisitorContext
    ) async throws -> String? {
        guard let actor else { return nil }
        let id = actor.split(separator: ":").last.flatMap { Identifier<Account>(String($0)) }
        if let id, let account = try await accounts.account(id) { return account.displayName }
        return say(Phrase("whoever runs the server"), context)
    }
}
