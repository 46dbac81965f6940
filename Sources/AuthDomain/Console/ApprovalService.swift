extension Console {
    /// Lets a second administrator agree to changes, for the kinds that the settings name.
    package struct ApprovalService: Sendable {
        private let store: any ProposalStore
        private let administration: People.Administration
        private let policies: PolicyService
        private let groups: Policy.GroupService
        private let accounts: any AccountStore
        private let random: any Randomness
        private let clock: any Timekeeping
        private let kinds: Set<Proposal.Kind>

        /// Asks for a second administrator for `kinds`.
        package init(
            store: any ProposalStore, administration: People.Administration, policies: PolicyService,
            groups: Policy.GroupService, accounts: any AccountStore, random: any Randomness, clock: any Timekeeping,
            kinds: Set<Proposal.Kind>
        ) {
            self.store = store
            self.administration = administration
            self.policies = policies
            self.groups = groups
            self.accounts = accounts
            self.random = random
            self.clock = clock
            self.kinds = kinds
        }

        /// What came of an approval.
        package enum Outcome: Sendable, Equatable {
            /// It is not open any more, or the reader's own.
            case notOpen
            case changed(People.ChangeOutcome)
            case saved(Policy.SaveOutcome)
            case grouped(Policy.GroupChange)
            /// Whoever proposed it may not do it any more.
            case authorLeft
            /// What it says cannot be read, or the person is not there any more.
            case senseless
        }

        /// Whether a second administrator must agree to `kind`.
        package func isNeeded(for kind: Proposal.Kind) -> Bool { kinds.contains(kind) }

        /// Whether a second administrator must agree to `change`.
        package func isNeeded(for change: People.Change) -> Bool {
            change.proposal.map { isNeeded(for: $0.kind) } ?? false
        }

        /// Proposes `change` to the account of `person`, under the rules that hold for making it.
        ///
        /// - Returns: `nil`; otherwise why it was not proposed: refused, or proposed already.
        package func propose(
            _ change: People.Change, to person: Account, by staff: Account, source: RequestSource
        ) async throws(StoreError) -> People.ChangeOutcome? {
            if let refusal = People.Rules.refusal(by: staff, for: person) { return .refused(refusal) }
            guard let (kind, detail) = change.proposal else { return .unchanged }
            let added = try await add(kind, person.id, detail: detail, by: staff, source: source)
            return added ? nil : .unchanged
        }

        /// Proposes to save `document` over the version `number`.
        ///
        /// - Returns: whether it was proposed.
        package func propose(
            _ document: Policy.Document, over number: Int, by staff: Account, source: RequestSource
        ) async throws(StoreError) -> Bool {
            try await add(
                .policy, nil, detail: document.json.formatted, over: number, by: staff, source: source)
        }

        /// Proposes that `person` joins or leaves `group`.
        ///
        /// - Returns: whether it was proposed.
        package func propose(
            _ person: Account, joining isJoining: Bool, _ group: Policy.GroupName, by staff: Account,
            source: RequestSource
        ) async throws(StoreError) -> Bool {
            try await add(
                .group, person.id, detail: "\(isJoining ? "join" : "leave") \(group.text)", by: staff,
                source: source)
        }

        private func add(
            _ kind: Proposal.Kind, _ account: Identifier<Account>?, detail: String, over: Int = 0,
            by staff: Account, source: RequestSource
        ) async throws(StoreError) -> Bool {
            let now = clock.now
            let proposal = Proposal(
                id: Identifier(random: random), kind: kind, account: account, detail: detail, over: over,
                proposedBy: staff.id, createdAt: now, expiresAt: now + Proposal.life)
            return try await store.add(
                proposal, recording: record(.proposalMade, proposal, by: staff, source))
        }

        /// What waits, oldest first.
        package func open() async throws(StoreError) -> [Proposal] {
            try await store.open(at: clock.now)
        }

        /// The document of a proposal about the policy; `nil` when it is none or cannot be read any more.
        package func document(of proposal: Proposal) -> Policy.Document? {
            guard proposal.kind == .policy, case .success(let document) = policies.read(Array(proposal.detail.utf8))
            else { return nil }
            return document
        }

        /// Agrees to the proposal `id` and carries it out as `staff`, under all the rules for that, at once.
        package func approve(
            _ id: String, by staff: Account, source: RequestSource
        ) async throws(StoreError) -> Outcome {
            guard let proposal = try await find(id) else { return .notOpen }
            if proposal.account == staff.id { return .changed(.refused(.ownAccount)) }
            guard try await accounts.account(proposal.proposedBy)?.mayStill(.approveChanges) == true else {
                return .authorLeft
            }
            if proposal.kind == .policy, try await policies.current().number != proposal.over {
                return .saved(.overtaken)
            }
            guard try await end(proposal, as: .approved, by: staff, source: source) else { return .notOpen }
            return try await carryOut(proposal, by: staff, source: source)
        }

        private func carryOut(
            _ proposal: Proposal, by staff: Account, source: RequestSource
        ) async throws(StoreError) -> Outcome {
            let actor = Audit.Actor.administrator(staff.id)
            if let document = document(of: proposal) {
                return .saved(
                    try await policies.save(document, over: proposal.over, by: actor, source: source))
            }
            guard let id = proposal.account, let person = try await accounts.account(id) else {
                return .senseless
            }
            if let (group, isJoining) = proposal.membership {
                return .grouped(
                    isJoining
                        ? try await groups.join(group, id, by: actor, source: source)
                        : try await groups.leave(group, id, by: actor, source: source))
            }
            guard let change = proposal.change else { return .senseless }
            return .changed(try await administration.apply(change, to: person, by: staff, source: source))
        }

        /// Refuses the proposal `id` of another administrator, or takes the own one back. Whom it is about has no
        /// say in it.
        ///
        /// - Returns: `false` when it is not open any more, or not theirs to end.
        package func drop(
            _ id: String, by staff: Account, source: RequestSource
        ) async throws(StoreError) -> Bool {
            guard let proposal = try await find(id), proposal.account != staff.id else { return false }
            let isOwn = proposal.proposedBy == staff.id
            return try await end(proposal, as: isOwn ? .withdrawn : .refused, by: staff, source: source)
        }

        private func find(_ id: String) async throws(StoreError) -> Proposal? {
            try await open().first { $0.id.text == id }
        }

        private func end(
            _ proposal: Proposal, as ending: Proposal.Ending, by staff: Account, source: RequestSource
        ) async throws(StoreError) -> Bool {
            guard staff.role.allows(.approveChanges) else { return false }
            let action: Audit.Action =
                switch ending {
                case .approved: .proposalApproved
                case .refused: .proposalRefused
                case .withdrawn: .proposalWithdrawn
                }
            return try await store.end(
                proposal, as: ending, by: staff.id, at: clock.now,
                recording: record(action, proposal, by: staff, source))
        }

        private func record(
            _ action: Audit.Action, _ proposal: Proposal, by staff: Account, _ source: RequestSource
        ) -> Record {
            let isPolicy = proposal.kind == .policy
            return Record(
                Audit.Entry(
                    action, account: proposal.account, by: .administrator(staff.id), subject: proposal.id.text,
                    details: [
                        Audit.Detail("kind", proposal.kind.rawValue),
                        Audit.Detail("to", isPolicy ? "version \(proposal.over + 1)" : proposal.detail),
                        Audit.Detail("proposed by", proposal.proposedBy.text),
                    ], at: clock.now, source: source))
        }
    }
}
