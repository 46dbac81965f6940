extension Policy {
    /// What saving a document came to.
    package enum SaveOutcome: Sendable, Equatable {
        /// It counts, under this number.
        case saved(Int)
        /// Somebody saved another one since this one was read.
        case overtaken
        /// It names groups or people that do not exist.
        case unknown([String])
        /// It is the document that counts already.
        case unchanged
        /// With all its layers it is more than can be read again.
        case tooLarge
    }

    /// A group and how many belong to it.
    package struct Group: Sendable, Equatable {
        package let name: GroupName
        package let members: Int

        /// A group as stored.
        package init(name: GroupName, members: Int) {
            self.name = name
            self.members = members
        }
    }

    /// What removing a group came to.
    package enum GroupRemoval: Sendable, Equatable {
        case removed
        case notFound
        /// The policy in effect names it.
        case isUsed
    }

    /// What joining a group came to.
    package enum GroupChange: Sendable, Equatable {
        case changed
        case unchanged
        case noSuchGroup
    }
}

/// Keeps policy documents and what is decided for single people.
package protocol PolicyStore: Sendable {
    /// The number of the document in effect, and the person, seen in one transaction.
    func look(at account: Identifier<Account>) async throws(StoreError) -> (number: Int, subject: Policy.Subject)

    /// The document in effect; `nil` when none was ever saved.
    func latest() async throws(StoreError) -> SavedVersion?

    /// The versions before `number`, or all, newest first.
    func history(before number: Int?, limit: Int) async throws(StoreError) -> [SavedVersion]

    /// Saves `document`, which came from the version `number`, and names these groups and people.
    ///
    /// Of concurrent calls over the same version one saves. In the same transaction it is checked that everything
    /// that is named exists.
    func save(
        _ document: Policy.Document, over number: Int, recording record: Record
    ) async throws(StoreError) -> Policy.SaveOutcome

    /// Begins a grace, once and for all.
    ///
    /// - Returns: whether this call began it: not when there was one, nor for who has or had a device.
    func begin(
        _ grace: Policy.Grace, for account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Bool

    /// Takes one of the sign-ins that a grace has left; of concurrent calls each takes another.
    ///
    /// - Returns: whether there was one, or no limit, before its deadline.
    func takeSignIn(ofGraceOf account: Identifier<Account>, at now: Instant) async throws(StoreError) -> Bool

    /// Begins or ends (`nil`) somebody's exemption. One that counts is not replaced: it must be ended first.
    ///
    /// - Returns: whether anything changed; of concurrent calls one begins it.
    func set(
        _ exemption: Policy.Exemption?, for account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Bool
}

/// Keeps groups and who belongs to them.
package protocol GroupStore: Sendable {
    /// All groups by name, with the number of their members.
    func groups() async throws(StoreError) -> [Policy.Group]

    /// Adds a group; `false`: there is one of that name.
    func add(_ group: Policy.GroupName, recording record: Record) async throws(StoreError) -> Bool

    /// Removes a group with its memberships, unless the policy in effect names it.
    func remove(_ group: Policy.GroupName, recording record: Record) async throws(StoreError) -> Policy.GroupRemoval

    /// Adds a member.
    func join(
        _ group: Policy.GroupName, _ account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Policy.GroupChange

    /// Removes a member.
    func leave(
        _ group: Policy.GroupName, _ account: Identifier<Account>, recording record: Record
    ) async throws(StoreError) -> Policy.GroupChange

    /// Members by username, after that key.
    func members(
        of group: Policy.GroupName, after key: String?, limit: Int
    ) async throws(StoreError) -> [Account]
}
