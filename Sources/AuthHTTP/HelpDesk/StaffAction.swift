import AuthDomain

/// What the pages under `/admin/people/{id}/` do: each is a question, answered by one button.
enum StaffAction: String, CaseIterable {
    case startReset = "start-reset"
    case approveReset = "approve-reset"
    case withdrawReset = "withdraw-reset"
    case giveCode = "temporary-code"
    case revokeCode = "revoke-code"
    case invite = "invitation"
    case unlock = "unlock"

    /// What the rules are asked about.
    var deed: HelpDesk.Deed {
        switch self {
        case .startReset: .startReset
        case .approveReset: .approveReset
        case .withdrawReset: .withdrawReset
        case .giveCode: .issueBypassCode
        case .revokeCode: .revokeBypassCode
        case .invite: .issueInvitation
        case .unlock: .unlock
        }
    }

    /// The words of its link, its heading and its button.
    var title: Phrase {
        switch self {
        case .startReset: Phrase("Start re-registration")
        case .approveReset: Phrase("Approve re-registration")
        case .withdrawReset: Phrase("Withdraw re-registration")
        case .giveCode: Phrase("Give a temporary code")
        case .revokeCode: Phrase("Revoke the temporary code")
        case .invite: Phrase("Give an invitation code")
        case .unlock: Phrase("Unlock")
        }
    }

    /// One line below the link.
    var summary: Phrase {
        switch self {
        case .startReset: Phrase("The phone is lost or broken, and there is no recovery code.")
        case .approveReset: Phrase("Another member of staff has started it.")
        case .withdrawReset: Phrase("It is not needed any more, or was a mistake.")
        case .giveCode: Phrase("To sign in on the web without the phone for a few hours.")
        case .revokeCode: Phrase("It is not needed any more, or the wrong person has it.")
        case .invite: Phrase("For the first registration of a phone.")
        case .unlock: Phrase("After too many wrong passwords or codes.")
        }
    }

    /// Whether the button takes something away or opens the account to somebody.
    var isGrave: Bool {
        switch self {
        case .startReset, .approveReset: true
        case .withdrawReset, .giveCode, .revokeCode, .invite, .unlock: false
        }
    }

    /// Where it is asked for this person.
    func path(of person: Identifier<Account>) -> String {
        "\(Self.path(of: person))/\(rawValue)"
    }

    /// The page of this person.
    static func path(of person: Identifier<Account>) -> String {
        "/admin/people/\(person.text)"
    }
}
