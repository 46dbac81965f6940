/// What a change says that could leave the deployment without an administrator.
package enum AccountChange: Sendable, Equatable {
    case changed
    /// It was so already.
    case unchanged
    /// Nobody else is an administrator who can sign in: the deployment would have none.
    case lastAdministrator
}
