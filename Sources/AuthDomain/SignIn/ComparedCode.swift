extension SignIn {
    /// A code that is spent as a whole (PIN, recovery, invitation or bypass code) and was compared;
    /// what came of it is not to be told before it was judged (decision 7).
    package struct ComparedCode: Sendable {
        /// What a wrong code counts under; 1…20.
        package let limits: [ThrottleLimit]
        /// Whether the comparison found it right.
        package let isRight: Bool
        /// Written when it is spent now.
        package let accepted: Record
        /// Recorded when it is wrong, or was spent before.
        package let refused: Audit.Entry
        package let now: Instant

        /// A code that was compared at `now`.
        package init(
            limits: [ThrottleLimit], isRight: Bool, accepted: Record, refused: Audit.Entry,
            now: Instant
        ) {
            self.limits = limits
            self.isRight = isRight
            self.accepted = accepted
            self.refused = refused
            self.now = now
        }
    }
}
