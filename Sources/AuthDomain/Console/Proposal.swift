extension Console {
    /// A change that waits until a second administrator agrees.
    package struct Proposal: Sendable, Equatable {
        package let id: Identifier<Proposal>
        package let kind: Kind
        /// Whom it is about; `nil`: the policy.
        package let account: Identifier<Account>?
        /// A role's name, a device's identifier, a policy document, the terms of an exemption, or `join` or `leave` and
        /// a group's name; empty where nothing is to be said.
        package let detail: String
        /// The version of the policy that the document was written on; 0 for other kinds.
        package let over: Int
        package let proposedBy: Identifier<Account>
        package let createdAt: Instant
        /// From then on nobody can agree any more.
        package let expiresAt: Instant

        /// How long a proposal waits.
        package static let life = Duration.hours(24)

        /// A proposal as stored, or about to be.
        package init(
            id: Identifier<Proposal>, kind: Kind, account: Identifier<Account>?, detail: String = "", over: Int = 0,
            proposedBy: Identifier<Account>, createdAt: Instant, expiresAt: Instant
        ) {
            self.id = id
            self.kind = kind
            self.account = account
            self.detail = detail
            self.over = over
            self.proposedBy = proposedBy
            self.createdAt = createdAt
            self.expiresAt = expiresAt
        }

        /// What can be chosen to need a second administrator. Names are those of the setting
        /// `console.approvals`.
        package enum Kind: String, Sendable, CaseIterable {
            case giveRole = "role"
            case disable
            case enable
            case removeDevice = "device"
            /// Joining and leaving groups, by which the policy treats people otherwise.
            case group
            case exemption
            case policy
        }

        /// How a proposal ended.
        package enum Ending: String, Sendable {
            case approved
            case refused
            case withdrawn
        }

        /// The change of an account that it is; `nil` for the policy, or when it cannot be read.
        package var change: People.Change? {
            switch kind {
            case .disable: .disable
            case .enable: .enable
            case .giveRole: Account.Role(rawValue: detail).map { .give($0) }
            case .removeDevice: Identifier<Device>(detail).map { .remove($0) }
            case .exemption: Policy.ExemptionTerms(detail).map { .exempt($0) }
            case .group, .policy: nil
            }
        }

        /// The group that somebody joins or leaves; `nil` for other kinds, or when it cannot be read.
        package var membership: (group: Policy.GroupName, isJoining: Bool)? {
            let words = detail.split(separator: " ").map(String.init)
            guard kind == .group, words.count == 2, ["join", "leave"].contains(words[0]),
                let group = Policy.GroupName(words[1])
            else { return nil }
            return (group, words[0] == "join")
        }
    }
}

extension People.Change {
    /// The kind of proposal that it is, and its ``Console/Proposal/detail``; `nil`: nobody else need agree.
    package var proposal: (kind: Console.Proposal.Kind, detail: String)? {
        switch self {
        case .disable: (.disable, "")
        case .enable: (.enable, "")
        case .give(let role): (.giveRole, role.rawValue)
        case .remove(let device): (.removeDevice, device.text)
        case .exempt(let terms): (.exemption, terms.text)
        case .endSessions, .endExemption: nil
        }
    }
}

/// Keeps proposals.
package protocol ProposalStore: Sendable {
    /// Adds `proposal`, unless the same is open already, or its author has ``mostOpen`` open.
    ///
    /// - Returns: whether it was added.
    func add(_ proposal: Console.Proposal, recording record: Record) async throws(StoreError) -> Bool

    /// Open proposals at `now`, oldest first; at most a hundred.
    func open(at now: Instant) async throws(StoreError) -> [Console.Proposal]

    /// Ends an open proposal: nobody approves or refuses what they proposed, nobody withdraws what somebody else
    /// did.
    ///
    /// - Returns: `false` when it is not open or not theirs to end; of concurrent calls one ends it.
    func end(
        _ proposal: Console.Proposal, as ending: Console.Proposal.Ending, by account: Identifier<Account>,
        at now: Instant, recording record: Record
    ) async throws(StoreError) -> Bool
}

extension ProposalStore {
    /// The most proposals of one author that are open at a time.
    package static var mostOpen: Int { 20 }
}
