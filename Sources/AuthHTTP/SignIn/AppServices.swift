import AuthDomain

/// What the routes of the mobile app call beside signing in.
package struct AppServices: Sendable {
    package let events: Audit.SecurityEventList
    package let approvals: SignIn.PhoneApprovals

    /// Bundles the services.
    package init(events: Audit.SecurityEventList, approvals: SignIn.PhoneApprovals) {
        self.events = events
        self.approvals = approvals
    }
}
