import AuthDomain

/// What people read about the events of their own account; the one place for these sentences.
enum SecurityEventSentences {
    /// What the app says after "This was not me".
    static let repudiated = """
        Everything was signed out, what was added is removed, and nothing can be changed for 24 hours. \
        Your administrator was told.
        """

    /// One plain sentence of names and facts; never a code or a key. `own` is the phone that reads it.
    static func sentence(_ event: Audit.SecurityEvent, on own: Device? = nil) -> String {
        if event.action == .deviceRegistered, let own, own.id.text == event.subject {
            return "This phone was registered."
        }
        let device = event.detail("device").map { "“\($0)”" }
        let model = event.detail("model") ?? "a phone"
        return switch event.action {
        case .portalSignedIn: "Signed in on the web."
        case .phoneSignedIn: "Signed in with the app."
        case .deviceRegistered: "\(device ?? "A device") was registered."
        case .deviceRevoked: "\(device ?? "A device") was removed\(who(event))."
        case .registrationRejected: "A registration was stopped: “This is not my phone”."
        case .phoneApprovalAsked: "A new phone (\(model)) asked to be registered."
        case .phoneApproved: "A new phone (\(model)) was approved on your other phone."
        case .phoneApprovalRefused: "A new phone (\(model)) was refused."
        default: change(event)
        }
    }

    private static func change(_ event: Audit.SecurityEvent) -> String {
        let channel = event.detail("channel") == "sms" ? "phone number" : "e-mail address"
        return switch event.action {
        case .accountDisabled: "The account was disabled\(who(event))."
        case .accountEnabled: "The account was enabled again\(who(event))."
        case .passwordReset: "The password was reset\(who(event))."
        case .accountUnlocked: "Sign-in was unlocked\(who(event))."
        case .tokenReused: "A key of the app was used twice, so that sign-in was ended."
        case .invitationIssued: "An invitation code was issued\(who(event))."
        case .browserRemembered: "A browser was remembered."
        case .browserForgotten: "A remembered browser was forgotten."
        case .browserTokenReused: "A remembered browser was used twice, so it was forgotten."
        case .recoveryCodesIssued: "New recovery codes were made."
        case .recoveryCodeAccepted: "A recovery code was used."
        case .addressChangeStarted: "A change of the \(channel) was started."
        case .addressChanged: "The \(channel) was changed."
        case .addressChangeUndone: "A change of the \(channel) was undone."
        default: recovery(event)
        }
    }

    private static func recovery(_ event: Audit.SecurityEvent) -> String {
        switch event.action {
        case .repudiated: "“This was not me” was used: everything was signed out."
        case .accountThawed: "Changes were allowed again\(who(event))."
        case .roleChanged: "The role of the account was changed\(who(event))."
        case .resetStarted: "The help desk started a new registration."
        case .resetApproved: "The help desk approved a new registration."
        case .resetVetoed: "A new registration by the help desk was stopped."
        case .resetWithdrawn: "The help desk withdrew a new registration."
        case .resetUsed: "The new registration by the help desk was carried out."
        case .bypassCodeIssued: "A temporary code was issued\(who(event))."
        case .bypassCodeAccepted: "A temporary code was used."
        case .bypassCodeRevoked: "A temporary code was withdrawn\(who(event))."
        default: "Something was changed."
        }
    }

    /// Nothing when the person did it.
    private static func who(_ event: Audit.SecurityEvent) -> String {
        if event.isByPerson { return "" }
        return event.actor == Audit.Actor.system.text ? " automatically" : " by an administrator"
    }
}
