import AuthDomain

/// What is said about changes that a second administrator must agree to.
enum ApprovalSentences {
    /// Says in the query parameter `done` that a change waits.
    static let proposed = "proposed"

    static let proposedNotice = Phrase("This waits for a second administrator now, for 24 hours.")

    /// What is said before a change is proposed.
    static func warning(_ isNeeded: Bool) -> [Phrase] {
        isNeeded ? [Phrase("A second administrator must agree within 24 hours; nothing happens before.")] : []
    }

    /// What `proposal` would do.
    static func title(_ proposal: Console.Proposal, device: String?) -> Phrase {
        switch proposal.kind {
        case .giveRole: Phrase("Change the role")
        case .disable: Phrase("Disable the account")
        case .enable: Phrase("Enable the account")
        case .removeDevice: device.map { Phrase("Remove “\($0)”") } ?? Phrase("Remove a device")
        case .group:
            switch proposal.membership {
            case (let group, true)?: Phrase("Add to the group \(group.text)")
            case (let group, false)?: Phrase("Take out of the group \(group.text)")
            case nil: Phrase("Change the groups")
            }
        case .exemption: Phrase("Exempt for some time")
        case .policy: Phrase("Change the policy")
        }
    }
}
