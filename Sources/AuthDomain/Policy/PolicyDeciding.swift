/// Decides for people: what the services of all slices ask.
package protocol PolicyDeciding: Sendable {
    /// What is decided for `account` at `now`. Whatever was saved before the call counts, on whatever server.
    func decision(for account: Identifier<Account>, at now: Instant) async throws(StoreError) -> Policy.Decision

    /// Begins `grace` for `account`, once and for all, unless there was one or the person ever had a device.
    ///
    /// - Returns: the decision after that; of concurrent calls all see the same grace.
    func begin(
        _ grace: Policy.Grace, for account: Identifier<Account>, at now: Instant, source: RequestSource
    ) async throws(StoreError) -> Policy.Decision

    /// Takes one of the sign-ins that the person's grace has left.
    ///
    /// - Returns: whether there was one.
    func takeSignIn(ofGraceOf account: Identifier<Account>, at now: Instant) async throws(StoreError) -> Bool
}

/// The settings alone decide: the same for everybody, without grace.
extension Policy.Settings: PolicyDeciding {
    package func decision(
        for account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> Policy.Decision { decision(at: now) }

    package func begin(
        _ grace: Policy.Grace, for account: Identifier<Account>, at now: Instant, source: RequestSource
    ) async throws(StoreError) -> Policy.Decision { decision(at: now) }

    package func takeSignIn(
        ofGraceOf account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> Bool { false }

    /// What is decided for `subject` at `now` with `document` over these settings.
    package func decision(
        for subject: Policy.Subject = Policy.Subject(), under document: Policy.Document = Policy.Document(),
        at now: Instant
    ) -> Policy.Decision {
        Policy.Resolver(document, over: self, for: subject).decide(at: now)
    }
}
