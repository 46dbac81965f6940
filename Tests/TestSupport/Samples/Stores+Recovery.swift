import AuthDomain

extension Stores {
    /// Stores a link "This was not me", as the notice of some change would.
    package func add(_ link: Repudiation) async throws {
        let entry = Sample.entry(.codeAccepted, link.account)
        let notification = Delivery.Notification(messages: [], repudiation: link)
        _ = try await recoveryCodes.replace(
            of: link.account, by: [], recording: Record(entry, telling: notification))
    }
}
