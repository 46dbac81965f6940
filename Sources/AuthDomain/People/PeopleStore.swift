/// Finds people, at a cost that does not grow with their number.
package protocol PeopleStore: Sendable {
    /// Those whom `search` finds behind `position`, at most `limit`.
    ///
    /// No more than some thousand rows are looked at for one page: it may have fewer people, even none, and still
    /// say where to go on. Somebody who is added, renamed or changed between two pages may be left out; nobody
    /// who stays as they are is, nor comes twice.
    func find(
        _ search: People.Search, after position: People.Position?, limit: Int, at now: Instant
    ) async throws(StoreError) -> People.Found

    /// How somebody stands; `nil`: there is no such account.
    func person(
        _ id: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> People.Person?
}

extension People {
    /// Some of those who were found.
    package struct Found: Sendable, Equatable {
        package let people: [Person]
        /// Where to go on; `nil`: there is nobody else.
        package let next: Position?

        /// A page.
        package init(people: [Person], next: Position?) {
            self.people = people
            self.next = next
        }
    }

    /// One line of the list.
    package struct Person: Sendable, Equatable {
        package let id: Identifier<Account>
        package let username: Username
        package let displayName: String
        /// Only for those who may see addresses.
        package let email: String?
        package let role: Account.Role
        package let isDisabled: Bool
        /// Until when changes are locked; `nil`: they are not.
        package let frozenUntil: Instant?
        /// Too many wrong codes: none counts now.
        package let isLocked: Bool
        /// A re-registration is open.
        package let isReRegistering: Bool
        /// Registered phones and authenticator apps.
        package let devices: Int
        /// When one of them was used last; `nil`: never.
        package let lastUsedAt: Instant?
        package let createdAt: Instant

        /// A line.
        package init(
            id: Identifier<Account>, username: Username, displayName: String, email: String?,
            role: Account.Role, isDisabled: Bool, frozenUntil: Instant?, isLocked: Bool,
            isReRegistering: Bool, devices: Int, lastUsedAt: Instant?, createdAt: Instant
        ) {
            self.id = id
            self.username = username
            self.displayName = displayName
            self.email = email
            self.role = role
            self.isDisabled = isDisabled
            self.frozenUntil = frozenUntil
            self.isLocked = isLocked
            self.isReRegistering = isReRegistering
            self.devices = devices
            self.lastUsedAt = lastUsedAt
            self.createdAt = createdAt
        }
    }
}
