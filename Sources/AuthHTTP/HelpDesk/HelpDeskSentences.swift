import AuthDomain
import HTTPTypes

/// What the pages of the help desk say, each sentence once.
enum HelpDeskSentences {
    /// What the role is called.
    static func name(_ role: Account.Role) -> Phrase {
        switch role {
        case .person: Phrase("Person")
        case .helpdesk: Phrase("Help desk")
        case .auditor: Phrase("Auditor")
        case .admin: Phrase("Administrator")
        }
    }

    /// What a person has for a second step: "1 phone", "2 authenticator apps", "8 recovery codes"; `nil`:
    /// nothing.
    static func factors(_ overview: HelpDesk.Overview) -> [Phrase]? {
        var parts: [Phrase] = []
        if overview.phones > 0 {
            parts.append(Phrase(overview.phones, one: "1 phone", other: "{1} phones"))
        }
        if overview.authenticators > 0 {
            parts.append(
                Phrase(
                    overview.authenticators, one: "1 authenticator app",
                    other: "{1} authenticator apps"))
        }
        if overview.recoveryCodes > 0 {
            parts.append(
                Phrase(overview.recoveryCodes, one: "1 recovery code", other: "{1} recovery codes"))
        }
        return parts.isEmpty ? nil : parts
    }

    /// On which channels a person is told of changes; `nil`: on none.
    static func addresses(_ account: Account) -> Phrase? {
        switch (account.address(on: .email) != nil, account.address(on: .sms) != nil) {
        case (true, true): Phrase("by e-mail and text message")
        case (true, false): Phrase("by e-mail")
        case (false, true): Phrase("by text message")
        case (false, false): nil
        }
    }

    /// What pressing the button does, a paragraph each.
    static func consequences(
        of action: StaffAction, for overview: HelpDesk.Overview, policy: Policy.Settings,
        isThawing: Bool
    ) -> [Phrase] {
        switch action {
        case .startReset:
            return [
                Phrase(
                    "Make sure that it is really this person who asks: call back on a number that you know, or see them."
                ),
                policy.resetDelay == .zero
                    ? Phrase(
                        "It takes effect at once. The person then signs in with the password and a code that is sent to them, or that you give them, and registers a new phone."
                    )
                    : Phrase(
                        "It takes effect in \(RetryPhrase.phrase(policy.resetDelay)). Until then the person can stop it. Then they sign in with the password and a code that is sent to them, or that you give them, and register a new phone."
                    ),
                Phrase(
                    "Until the new phone is registered, everything that the person has goes on working; then all of it ends, recovery codes included."
                ),
            ]
                + (policy.resetNeedsApproval ? [Phrase("Another member of staff must approve it.")] : [])
                + [told(overview.account)]
        case .approveReset:
            return [
                Phrase(
                    "Make sure for yourself that it is really this person who asks. Do not rely on the one who has started it."
                )
            ]
        case .withdrawReset:
            return [Phrase("The person keeps what is registered now.")]
        case .giveCode:
            return [
                Phrase(
                    "The code takes the place of the phone when the person signs in on the web. It changes nothing of what is registered. An earlier code of this person ends."
                )
            ] + [told(overview.account)]
        case .revokeCode:
            return [Phrase("The code stops working at once.")]
        case .invite:
            return [
                Phrase(
                    "With the password and this code the person can register a first phone within seven days. An earlier code ends. Hand it over in person, or by a way that only this person can read."
                )
            ]
        case .unlock:
            return [
                Phrase("The person can try passwords and codes again at once. Wrong ones of before are forgotten.")
            ]
                + (isThawing
                    ? [
                        Phrase(
                            "Changes of phones and addresses, which were locked after “This was not me”, are allowed again."
                        )
                    ]
                    : [])
        }
    }

    /// Whether and how the person learns of it.
    static func told(_ account: Account) -> Phrase {
        guard let addresses = addresses(account) else {
            return Phrase("This person has no address and will not be told. Be all the more careful.")
        }
        return Phrase("The person is told \(addresses).")
    }

    /// What has just been done, by the query parameter `done`; anything unknown gives none.
    static func notice(_ done: String?) -> Phrase? {
        switch done.flatMap(StaffAction.init(rawValue:)) {
        case .startReset: Phrase("Re-registration started")
        case .approveReset: Phrase("Re-registration approved")
        case .withdrawReset: Phrase("Re-registration withdrawn")
        case .revokeCode: Phrase("Temporary code revoked")
        case .unlock: Phrase("Unlocked")
        case .giveCode, .invite, nil: nil
        }
    }

    /// Why staff may not do something for a person.
    static func problem(_ refusal: HelpDesk.Refusal) -> PageProblem {
        switch refusal {
        case .notAllowed:
            PageProblem(
                status: .forbidden, sentence: Phrase("Your role does not allow this"),
                advice: Phrase("Ask an administrator."))
        case .ownAccount:
            PageProblem(
                status: .forbidden, sentence: Phrase("Nobody can do this for themselves"),
                advice: Phrase("Ask another member of staff."))
        case .privilegedAccount:
            PageProblem(
                status: .forbidden, sentence: privileged,
                advice: Phrase("Whoever runs the server can, on its command line."))
        case .disabledAccount:
            PageProblem(
                status: .conflict, sentence: Phrase("This account is disabled"),
                advice: Phrase("An administrator must enable it first."))
        case .frozenAccount(let until):
            PageProblem(
                status: .conflict,
                sentence: Phrase(
                    "Changes are locked until \(Moment(until)), because somebody reported an unknown change"),
                advice: Phrase("An administrator can unlock them."))
        }
    }

    /// Why there is nothing to do on the page of a member of staff.
    static let privileged = Phrase("Accounts of staff cannot be helped here")

    /// There is nothing to do any more: somebody else was faster.
    static let overtaken = PageProblem(
        status: .conflict, sentence: Phrase("This is not possible any more"),
        advice: Phrase("Somebody may have done it meanwhile. Look at the person’s page again."))

    /// Why an administrator's change was not made.
    static func problem(_ outcome: People.ChangeOutcome) -> PageProblem {
        switch outcome {
        case .done, .unchanged: overtaken
        case .refused(let refusal): problem(refusal)
        case .lastAdministrator:
            PageProblem(
                status: .conflict, sentence: Phrase("Nobody else is an administrator who can sign in"),
                advice: Phrase("Make somebody else an administrator first."))
        }
    }

    /// A second one must approve.
    static let ownReset = PageProblem(
        status: .forbidden, sentence: Phrase("You have started this yourself"),
        advice: Phrase("Another member of staff must approve it."))

    /// Nothing is registered that could be replaced.
    static let noFactor = PageProblem(
        status: .conflict, sentence: Phrase("This person has registered nothing yet"),
        advice: Phrase("They can register a first phone right away."))

    /// A grant beyond the limits.
    static let badGrant = Phrase(
        "Between \(HelpDesk.BypassGrant.usesRange.lowerBound) and \(HelpDesk.BypassGrant.usesRange.upperBound) times, within \(HelpDesk.BypassGrant.hoursRange.lowerBound) to \(HelpDesk.BypassGrant.hoursRange.upperBound) hours."
    )

    /// Why there is nothing to do, and who can help.
    static let privilegedAdvice = Phrase(
        "Accounts of staff cannot be helped here. Whoever runs the server can, on its command line.")
}
