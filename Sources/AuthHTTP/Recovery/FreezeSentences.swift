import AuthDomain
import HTTPTypes

/// What people read while nothing about their sign-in may be changed.
enum FreezeSentences {
    /// Why nothing was changed, and who can help.
    static func locked(until end: Instant) -> Phrase {
        Phrase(
            "Changes are locked until \(Moment(end)), because somebody reported an unknown change. Your administrator can unlock them."
        )
    }
}

extension PageProblem {
    /// A change was refused, because the account is frozen.
    static func frozen(until end: Instant) -> PageProblem {
        PageProblem(
            status: .conflict, sentence: Phrase("Nothing was changed"),
            advice: FreezeSentences.locked(until: end))
    }
}
