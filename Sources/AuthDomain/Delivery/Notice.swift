extension Delivery {
    /// Something a person must be told (NIST SP 800-63B-4 §4.6).
    package enum Notice: Sendable, Equatable {
        case deviceRegistered(name: String, model: String)
        case deviceRemoved(name: String)
        case authenticatorRegistered(name: String)
        case passwordReset
        /// By the person.
        case passwordChanged
        case recoveryCodesIssued(count: Int)
        case recoveryCodeUsed(left: Int)
        /// Goes to the old address and to the new one; `nil`: none. The message to the old one, and no other,
        /// carries the link `/address/undo/{undo}`, good for 24 hours.
        case addressChanged(channel: Channel, old: String?, new: String?, undo: String?)
        case addressChangeUndone(channel: Channel)
        case browserRemembered(name: String)
        /// A copy of a remembered browser's token was shown, and the browser is forgotten.
        case browserReused(name: String)
        case bypassCodeIssued(until: Instant)
        /// The help desk started a re-registration, which takes effect then.
        case resetStarted(effectiveAt: Instant)
        case resetVetoed
        /// A new phone, vouched for by an old one.
        case phoneApproved(model: String)
        /// "This was not me" was used: all is signed out, and nothing may be changed until then.
        case accountFrozen(until: Instant)
        /// The app lets the person in with a registered phone only, from that day (`YYYY-MM-DD`) on; `nil`: now. By
        /// e-mail only.
        case policyReminder(date: String?)
        /// For administrators: somebody said of this event of theirs "This was not me".
        case repudiated(username: String, event: String)
        /// An administrator disabled the account, or enabled it again.
        case accountDisabled
        case accountEnabled
        case roleChanged
        /// An administrator signed the person out everywhere.
        case sessionsEnded
        /// Staff did something for the person that nothing else tells of.
        case staffActed(StaffAct)
        /// For a member of staff who asked for it: messages arrive.
        case testMessage

        /// The template's base name.
        package var name: String {
            switch self {
            case .deviceRegistered: "device-registered"
            case .deviceRemoved: "device-removed"
            case .authenticatorRegistered: "authenticator-registered"
            case .passwordReset: "password-reset"
            case .passwordChanged: "password-changed"
            case .recoveryCodesIssued: "recovery-codes-issued"
            case .recoveryCodeUsed: "recovery-code-used"
            case .addressChanged: "address-changed"
            case .addressChangeUndone: "address-change-undone"
            case .browserRemembered: "browser-remembered"
            case .browserReused: "browser-reused"
            case .bypassCodeIssued: "bypass-code-issued"
            case .resetStarted: "reset-started"
            case .resetVetoed: "reset-vetoed"
            case .phoneApproved: "phone-approved"
            case .accountFrozen: "account-frozen"
            case .policyReminder: "policy-reminder"
            case .repudiated: "repudiated"
            case .accountDisabled: "account-disabled"
            case .accountEnabled: "account-enabled"
            case .roleChanged: "role-changed"
            case .sessionsEnded: "sessions-ended"
            case .staffActed: "staff-acted"
            case .testMessage: "test-message"
            }
        }

        /// Whether its messages carry the link "This was not me".
        package var isRepudiable: Bool {
            switch self {
            case .addressChangeUndone, .resetVetoed, .accountFrozen, .policyReminder, .repudiated,
                .accountDisabled, .accountEnabled, .roleChanged, .sessionsEnded, .staffActed, .testMessage:
                false
            default: true
            }
        }
    }

    /// What staff did for a person; the name of its phrase in the messages.
    package enum StaffAct: String, Sendable, CaseIterable {
        /// Wrong passwords and codes were forgotten.
        case unlocked = "acted-unlocked"
        /// Changes are allowed again after "This was not me".
        case thawed = "acted-thawed"
        case resetApproved = "acted-reset-approved"
        case resetWithdrawn = "acted-reset-withdrawn"
        case bypassCodeRevoked = "acted-code-revoked"
        /// Whoever has the code and the password registers a first phone.
        case invited = "acted-invited"
        /// No registered phone is needed for some time.
        case exempted = "acted-exempted"
        case exemptionEnded = "acted-exemption-ended"
    }

    /// What a notice makes: messages, and the link in them by which the person says "This was not me".
    package struct Notification: Sendable {
        /// One per address; empty when the person has none.
        package let messages: [Message]
        /// The link of these messages; `nil` for notices without one.
        package let repudiation: Repudiation?

        /// Bundles what tells a person something.
        package init(messages: [Message], repudiation: Repudiation? = nil) {
            self.messages = messages
            self.repudiation = repudiation
        }

        /// Nobody is told.
        package static let none = Notification(messages: [])
    }
}
