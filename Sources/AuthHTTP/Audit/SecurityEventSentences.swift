import AuthDomain

/// What people read about the events of their own account; the one place for these sentences.
enum SecurityEventSentences {
    /// What the app says after "This was not me".
    static let repudiated = Phrase(
        "Everything was signed out, what was added is removed, and nothing can be changed for 24 hours. Your administrator was told."
    )

    /// One plain sentence of names and facts; never a code or a key. `own` is the phone that reads it.
    static func sentence(_ event: Audit.SecurityEvent, on own: Device? = nil) -> Phrase {
        if event.action == .deviceRegistered, let own, own.id.text == event.subject {
            return Phrase("This phone was registered.")
        }
        let device = event.detail("device").map { Phrase("“\($0)”") } ?? Phrase("A device")
        let model = event.detail("model").map { Phrase("\($0)") } ?? Phrase("a phone")
        return switch event.action {
        case .portalSignedIn: Phrase("Signed in on the web.")
        case .phoneSignedIn: Phrase("Signed in with the app.")
        case .deviceRegistered: Phrase("\(device) was registered.")
        case .deviceRevoked: Phrase("\(device) was removed\(who(event)).")
        case .registrationRejected: Phrase("A registration was stopped: “This is not my phone”.")
        case .phoneApprovalAsked: Phrase("A new phone (\(model)) asked to be registered.")
        case .phoneApproved: Phrase("A new phone (\(model)) was approved on your other phone.")
        case .phoneApprovalRefused: Phrase("A new phone (\(model)) was refused.")
        default: change(event)
        }
    }

    private static func change(_ event: Audit.SecurityEvent) -> Phrase {
        let isPhone = event.detail("channel") == "sms"
        return switch event.action {
        case .accountDisabled: Phrase("The account was disabled\(who(event)).")
        case .accountEnabled: Phrase("The account was enabled again\(who(event)).")
        case .passwordReset: Phrase("The password was reset\(who(event)).")
        case .passwordChanged: Phrase("The password was changed.")
        case .accountUnlocked: Phrase("Sign-in was unlocked\(who(event)).")
        case .tokenReused: Phrase("A key of the app was used twice, so that sign-in was ended.")
        case .invitationIssued: Phrase("An invitation code was issued\(who(event)).")
        case .browserRemembered: Phrase("A browser was remembered.")
        case .browserForgotten: Phrase("A remembered browser was forgotten.")
        case .browserTokenReused: Phrase("A remembered browser was used twice, so it was forgotten.")
        case .recoveryCodesIssued: Phrase("New recovery codes were made.")
        case .recoveryCodeAccepted: Phrase("A recovery code was used.")
        case .addressChangeStarted:
            isPhone
                ? Phrase("A change of the phone number was started.")
                : Phrase("A change of the e-mail address was started.")
        case .addressChanged:
            isPhone
                ? Phrase("The phone number was changed.")
                : Phrase("The e-mail address was changed.")
        case .addressChangeUndone:
            isPhone
                ? Phrase("A change of the phone number was undone.")
                : Phrase("A change of the e-mail address was undone.")
        default: recovery(event)
        }
    }

    private static func recovery(_ event: Audit.SecurityEvent) -> Phrase {
        switch event.action {
        case .repudiated: Phrase("“This was not me” was used: everything was signed out.")
        case .accountThawed: Phrase("Changes were allowed again\(who(event)).")
        case .roleChanged: Phrase("The role of the account was changed\(who(event)).")
        case .sessionsEnded: Phrase("Everything was signed out\(who(event)).")
        case .resetStarted: Phrase("The help desk started a new registration.")
        case .resetApproved: Phrase("The help desk approved a new registration.")
        case .resetVetoed: Phrase("A new registration by the help desk was stopped.")
        case .resetWithdrawn: Phrase("The help desk withdrew a new registration.")
        case .resetUsed: Phrase("The new registration by the help desk was carried out.")
        case .bypassCodeIssued: Phrase("A temporary code was issued\(who(event)).")
        case .bypassCodeAccepted: Phrase("A temporary code was used.")
        case .bypassCodeRevoked: Phrase("A temporary code was withdrawn\(who(event)).")
        case .exemptionChanged:
            event.detail("to") == "-"
                ? Phrase("An exemption was ended\(who(event)).")
                : Phrase("A registered phone is not needed for some time: exempted\(who(event)).")
        default: Phrase("Something was changed.")
        }
    }

    /// Nothing when the person did it.
    private static func who(_ event: Audit.SecurityEvent) -> Phrase? {
        if event.isByPerson { return nil }
        return event.actor == Audit.Actor.system.text
            ? Phrase(" automatically") : Phrase(" by an administrator")
    }
}
