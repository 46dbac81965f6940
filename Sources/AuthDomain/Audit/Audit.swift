/// The record of what happened to whom, which cannot be altered unnoticed.
///
/// Owns entries, their canonical bytes and the hash chain. Does not decide what is recorded:
/// each slice makes its own entries, and its store commits them with the change.
package enum Audit {}

extension Audit {
    /// One event before it has a place in a chain.
    package struct Entry: Sendable, Equatable {
        /// What the event is about; its account's chain takes it. `nil`: the deployment's own chain.
        package let account: Identifier<Account>?
        /// Who did it.
        package let actor: Actor
        /// What was done.
        package let action: Action
        /// The thing it was done to, e.g. a device's identifier.
        package let subject: String?
        /// Facts that help later, in a fixed order; never secrets.
        package let details: [Detail]
        /// When, on the server's clock.
        package let at: Instant
        /// From where.
        package let source: RequestSource

        /// Makes an entry.
        package init(
            _ action: Action,
            account: Identifier<Account>?,
            by actor: Actor,
            subject: String? = nil,
            details: [Detail] = [],
            at: Instant,
            source: RequestSource
        ) {
            self.account = account
            self.actor = actor
            self.action = action
            self.subject = subject
            self.details = details
            self.at = at
            self.source = source
        }

        /// The same entry with one more fact.
        package func adding(_ detail: Detail) -> Entry {
            Entry(
                action, account: account, by: actor, subject: subject, details: details + [detail],
                at: at, source: source)
        }
    }

    /// One named fact of an entry.
    package struct Detail: Sendable, Equatable {
        package let name: String
        package let value: String

        /// States a fact; `value` is cut at 256 characters, and its control characters become spaces.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value.bounded(to: 256).withoutControls
        }
    }

    /// Who caused an event.
    package enum Actor: Sendable, Equatable {
        /// The person the event is about.
        case person
        /// An administrator, by account.
        case administrator(Identifier<Account>)
        /// A member of the help desk, by account.
        case helpDesk(Identifier<Account>)
        /// An auditor, by account.
        case auditor(Identifier<Account>)
        /// Someone at the server's command line.
        case commandLine
        /// The server itself.
        case system

        /// The stored form.
        package var text: String {
            switch self {
            case .person: "person"
            case .administrator(let id): "administrator:\(id.text)"
            case .helpDesk(let id): "help-desk:\(id.text)"
            case .auditor(let id): "auditor:\(id.text)"
            case .commandLine: "command-line"
            case .system: "system"
            }
        }
    }

    /// What can happen. Stored names never change their meaning.
    package enum Action: String, Sendable, CaseIterable {
        case accountAdded = "account.added"
        case accountDisabled = "account.disabled"
        case accountEnabled = "account.enabled"
        case passwordReset = "account.password-reset"
        case passwordChanged = "account.password-changed"
        case accountUnlocked = "account.unlocked"
        case portalSignedIn = "sign-in.portal"
        case portalSignedOut = "sign-out.portal"
        case phoneSignedIn = "sign-in.phone"
        case phoneSignedOut = "sign-out.phone"
        case passwordRefused = "sign-in.password-refused"
        case codeAccepted = "code.accepted"
        case codeRefused = "code.refused"
        case reauthenticated = "sign-in.reauthenticated"
        case registrationStarted = "registration.started"
        case registrationClaimed = "registration.claimed"
        case registrationRejected = "registration.rejected"
        case registrationCancelled = "registration.cancelled"
        case registrationRefused = "registration.code-refused"
        case claimRefused = "registration.claim-refused"
        case deviceRegistered = "device.registered"
        case deviceRevoked = "device.revoked"
        case tokenReused = "token.reused"
        case signingKeyAdded = "signing-key.added"
        case apiKeyAdded = "api-key.added"
        case apiKeyRevoked = "api-key.revoked"
        case pinSent = "pin.sent"
        case pinAccepted = "pin.accepted"
        case pinRefused = "pin.refused"
        case invitationIssued = "invitation.issued"
        case invitationAccepted = "invitation.accepted"
        case invitationRefused = "invitation.refused"
        case browserRemembered = "browser.remembered"
        case browserForgotten = "browser.forgotten"
        case browserTokenReused = "browser.token-reused"
        case recoveryCodesIssued = "recovery-codes.issued"
        case recoveryCodeAccepted = "recovery-code.accepted"
        case recoveryCodeRefused = "recovery-code.refused"
        case addressChangeStarted = "address.change-started"
        case addressChanged = "address.changed"
        case addressChangeUndone = "address.change-undone"
        case repudiated = "account.repudiated"
        case accountThawed = "account.thawed"
        case roleChanged = "account.role-changed"
        case languageChosen = "account.language-chosen"
        case resetStarted = "factor-reset.started"
        case resetApproved = "factor-reset.approved"
        case resetVetoed = "factor-reset.vetoed"
        case resetWithdrawn = "factor-reset.withdrawn"
        case resetUsed = "factor-reset.used"
        case bypassCodeIssued = "bypass-code.issued"
        case bypassCodeAccepted = "bypass-code.accepted"
        case bypassCodeRefused = "bypass-code.refused"
        case bypassCodeRevoked = "bypass-code.revoked"
        case phoneApprovalAsked = "phone-approval.asked"
        case phoneApproved = "phone-approval.approved"
        case phoneApprovalRefused = "phone-approval.refused"
        case messageDead = "delivery.message-dead"
        case messageRetried = "delivery.message-retried"
        case sessionsEnded = "account.sessions-ended"
        case peopleExported = "people.exported"
        case policySaved = "policy.saved"
        case exemptionChanged = "policy.exemption-changed"
        case graceBegun = "policy.grace-begun"
        case policyRemindersAsked = "policy.reminders-asked"
        case policyReminded = "policy.reminded"
        case networkRefused = "policy.network-refused"
        case groupAdded = "group.added"
        case groupRemoved = "group.removed"
        case groupJoined = "group.joined"
        case groupLeft = "group.left"
        case messageTested = "delivery.message-tested"
        case auditExported = "audit.exported"
        case brandChanged = "brand.changed"
        case proposalMade = "proposal.made"
        case proposalApproved = "proposal.approved"
        case proposalRefused = "proposal.refused"
        case proposalWithdrawn = "proposal.withdrawn"
    }
}
