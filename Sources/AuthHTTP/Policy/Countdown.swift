import AuthDomain

/// When the app stops letting a person in without a registered phone, on their own pages.
struct Countdown: Sendable {
    /// The day from which a phone is needed.
    let day: Moment
    /// How many days are left, in words.
    let left: String
    /// The path to registering a phone; `nil` where the page offers it by itself.
    var path: String?

    /// The countdown of `visitor`; `nil`: they have a factor, or no date lies ahead.
    init?(_ visitor: SignIn.PortalVisitor, at now: Instant, say: (Phrase) -> String) {
        guard !visitor.hasFactor, case .offered(let date?) = visitor.decision.app.value,
            let end = visitor.decision.appDeadline, now < end
        else { return nil }
        day = Moment(day: date) ?? Moment(iso: date, text: date)
        let days = Int((end - now).milliseconds / 86_400_000) + 1
        left = say(Phrase(days, one: "{1} day left.", other: "{1} days left."))
    }
}
