import AuthDomain
import HTTPTypes

/// What the pages of the help desk say, each sentence once.
enum HelpDeskSentences {
    /// What the role is called.
    static func name(_ role: Account.Role) -> String {
        switch role {
        case .person: "Person"
        case .helpdesk: "Help desk"
        case .auditor: "Auditor"
        case .admin: "Administrator"
        }
    }

    /// What a person has for a second step: "1 phone, 2 authenticator apps, 8 recovery codes"; `nil`: nothing.
    static func factors(_ overview: HelpDesk.Overview) -> String? {
        let parts = [
            count(overview.phones, "phone"), count(overview.authenticators, "authenticator app"),
            count(overview.recoveryCodes, "recovery code"),
        ].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// On which channels a person is told of changes; `nil`: on none.
    static func addresses(_ account: Account) -> String? {
        let names = Delivery.Channel.allCases.filter { account.address(on: $0) != nil }
            .map { $0 == .email ? "e-mail" : "text message" }
        return names.isEmpty ? nil : names.joined(separator: " and ")
    }

    private static func count(_ count: Int, _ noun: String) -> String? {
        switch count {
        case 0: nil
        case 1: "1 \(noun)"
        default: "\(count) \(noun)s"
        }
    }

    /// What pressing the button does, a paragraph each.
    static func consequences(
        of action: StaffAction, for overview: HelpDesk.Overview, policy: Policy.Settings,
        isThawing: Bool
    ) -> [String] {
        switch action {
        case .startReset:
            return [
                "Make sure that it is really this person who asks: call back on a number that you know, or see them.",
                policy.resetDelay == .zero
                    ? "It takes effect at once. The person then signs in with the password and a code that is sent to them, or that you give them, and registers a new phone."
                    : "It takes effect in \(RetryPhrase.text(policy.resetDelay)). Until then the person can stop it. Then they sign in with the password and a code that is sent to them, or that you give them, and register a new phone.",
                "Until the new phone is registered, everything that the person has goes on working; then all of it ends, recovery codes included.",
            ]
                + (policy.resetNeedsApproval ? ["Another member of staff must approve it."] : [])
                + told(overview.account)
        case .approveReset:
            return [
                "Make sure for yourself that it is really this person who asks. Do not rely on the one who has started it."
            ]
        case .withdrawReset:
            return ["The person keeps what is registered now."]
        case .giveCode:
            return [
                "The code takes the place of the phone when the person signs in on the web. It changes nothing of what is registered. An earlier code of this person ends."
            ] + told(overview.account)
        case .revokeCode:
            return ["The code stops working at once."]
        case .invite:
            return [
                "With the password and this code the person can register a first phone within seven days. An earlier code ends. Hand it over in person, or by a way that only this person can read."
            ]
        case .unlock:
            return [
                "The person can try passwords and codes again at once. Wrong ones of before are forgotten."
            ]
                + (isThawing
                    ? ["Changes of phones and addresses, which were locked after “This was not me”, are allowed again."]
                    : [])
        }
    }

    private static func told(_ account: Account) -> [String] {
        guard let addresses = addresses(account) else {
            return ["This person has no address and will not be told. Be all the more careful."]
        }
        return ["The person is told by \(addresses)."]
    }

    /// What has just been done, by the query parameter `done`; anything unknown gives none.
    static func notice(_ done: String?) -> String? {
        switch done.flatMap(StaffAction.init(rawValue:)) {
        case .startReset: "Re-registration started"
        case .approveReset: "Re-registration approved"
        case .withdrawReset: "Re-registration withdrawn"
        case .revokeCode: "Temporary code revoked"
        case .unlock: "Unlocked"
        case .giveCode, .invite, nil: nil
        }
    }

    /// Why staff may not do something for a person.
    static func problem(_ refusal: HelpDesk.Refusal) -> PageProblem {
        switch refusal {
        case .notAllowed:
            PageProblem(
                status: .forbidden, sentence: "Your role does not allow this",
                advice: "Ask an administrator.")
        case .ownAccount:
            PageProblem(
                status: .forbidden, sentence: "Nobody can do this for themselves",
                advice: "Ask another member of staff.")
        case .privilegedAccount:
            PageProblem(
                status: .forbidden, sentence: privileged,
                advice: "Whoever runs the server can, on its command line.")
        case .disabledAccount:
            PageProblem(
                status: .conflict, sentence: "This account is disabled",
                advice: "An administrator must enable it first.")
        case .frozenAccount(let until):
            PageProblem(
                status: .conflict,
                sentence: "Changes are locked until \(Moment(until).text), because somebody reported an unknown change",
                advice: "An administrator can unlock them.")
        }
    }

    /// Why there is nothing to do on the page of a member of staff.
    static let privileged = "Accounts of staff cannot be helped here"

    /// There is nothing to do any more: somebody else was faster.
    static let overtaken = PageProblem(
        status: .conflict, sentence: "This is not possible any more",
        advice: "Somebody may have done it meanwhile. Look at the person’s page again.")

    /// A second one must approve.
    static let ownReset = PageProblem(
        status: .forbidden, sentence: "You have started this yourself",
        advice: "Another member of staff must approve it.")

    /// Nothing is registered that could be replaced.
    static let noFactor = PageProblem(
        status: .conflict, sentence: "This person has registered nothing yet",
        advice: "They can register a first phone right away.")

    /// A grant beyond the limits.
    static let badGrant =
        "Between \(HelpDesk.BypassGrant.usesRange.lowerBound) and \(HelpDesk.BypassGrant.usesRange.upperBound) times, within \(HelpDesk.BypassGrant.hoursRange.lowerBound) to \(HelpDesk.BypassGrant.hoursRange.upperBound) hours."
}
