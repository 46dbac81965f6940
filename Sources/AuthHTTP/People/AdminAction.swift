import AuthDomain

/// What administrators change of an account, each asked for on a page of its own.
enum AdminAction: String, CaseIterable {
    case endSessions = "sign-out"
    case giveRole = "role"
    case exempt
    case endExemption = "end-exemption"
    case disable
    case enable

    /// The words of its link, its heading and its button.
    var title: Phrase {
        switch self {
        case .endSessions: Phrase("Sign out everywhere")
        case .giveRole: Phrase("Change the role")
        case .exempt: Phrase("Exempt for some time")
        case .endExemption: Phrase("End the exemption")
        case .disable: Phrase("Disable the account")
        case .enable: Phrase("Enable the account")
        }
    }

    /// One line below the link.
    var summary: Phrase {
        switch self {
        case .endSessions: Phrase("Ends all browsers and apps; devices stay registered.")
        case .giveRole: Phrase("What the person may do beyond their own account.")
        case .exempt: Phrase("The person goes on without a registered phone, for example until a new one has come.")
        case .endExemption: Phrase("A registered phone is needed as for everybody.")
        case .disable: Phrase("The person has left, or the account is in wrong hands.")
        case .enable: Phrase("Nobody signs in to it now.")
        }
    }

    /// What pressing the button does.
    var consequences: [Phrase] {
        switch self {
        case .endSessions:
            [Phrase("The person is signed out of all browsers and apps at once, and signs in again as usual.")]
        case .giveRole:
            [
                Phrase("Temporary codes, invitations and re-registrations that were handed out before end."),
                Phrase("Administrators can do everything in this console. Give the role to few."),
            ]
        case .exempt:
            [
                Phrase(
                    "Where a registered phone is mandatory, the person gets in without one until the exemption ends."),
                Phrase("It ends early when the person registers a phone or an authenticator app."),
            ]
        case .endExemption:
            [Phrase("It counts at once: where a registered phone is mandatory, the person does not go on without one.")]
        case .disable:
            [Phrase("The person is signed out of everything at once and cannot sign in any more. Nothing is deleted.")]
        case .enable: [Phrase("The person can sign in as before, with the same password and devices.")]
        }
    }

    /// Whether the button takes something away or gives power.
    var isGrave: Bool { self == .disable || self == .giveRole }

    /// Whether there is something to do for a person like this, exempt or not. Who has a factor needs it, exempt or not.
    func isOffered(for person: HelpDesk.Overview, isExempt: Bool) -> Bool {
        let account = person.account
        return switch self {
        case .endSessions, .giveRole: true
        case .exempt: !isExempt && !person.hasFactor && !account.isDisabled
        case .endExemption: isExempt
        case .disable: !account.isDisabled
        case .enable: account.isDisabled
        }
    }

    /// Where it is asked for this person.
    func path(of person: Identifier<Account>) -> String {
        "\(StaffAction.path(of: person))/\(rawValue)"
    }

    /// The kind of change for which a second administrator can be needed; `nil`: none is.
    var kind: Console.Proposal.Kind? {
        switch self {
        case .giveRole: .giveRole
        case .exempt: .exemption
        case .disable: .disable
        case .enable: .enable
        case .endSessions, .endExemption: nil
        }
    }

    /// What has just been done, by the query parameter `done`; anything unknown gives none.
    static func notice(_ done: String?) -> Phrase? {
        if done == removal { return Phrase("Device removed") }
        if done == ApprovalSentences.proposed { return ApprovalSentences.proposedNotice }
        return switch done.flatMap(AdminAction.init(rawValue:)) {
        case .endSessions: Phrase("Signed out everywhere")
        case .giveRole: Phrase("Role changed")
        case .exempt: Phrase("Exempt from now on")
        case .endExemption: Phrase("Exemption ended")
        case .disable: Phrase("Account disabled")
        case .enable: Phrase("Account enabled")
        case nil: nil
        }
    }

    /// Says in `done` that a device was removed.
    static let removal = "device"
}
