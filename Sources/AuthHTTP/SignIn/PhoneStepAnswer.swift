import AuthDomain

/// How `/oauth/authorize-challenge` says what is missing (`docs/http-api.md`).
enum PhoneStepAnswer {
    /// The members of the answer beside those of every error.
    static func members(
        _ step: SignIn.NextStep, _ session: SignIn.PendingSession, now: Instant
    ) -> [String: any Sendable] {
        var members: [String: any Sendable] = [
            "auth_session": session.text, "user_id": session.account.text,
            "expires_in": seconds(until: session.expiresAt, now),
        ]
        if !session.alternatives.isEmpty {
            members["alternatives"] = session.alternatives.map(\.rawValue)
        }
        switch step {
        case .verifyDevice(let reason):
            members["next"] = "verify_device"
            if let reason { members["reason"] = reason.rawValue }
        case .offerDevice(let date):
            members["next"] = "offer_device"
            if let date { members["mandatory_from"] = date }
        case .oneTimeCode(let wasWrong):
            members["next"] = "one_time_code"
            if wasWrong { members["reason"] = "wrong_code" }
        case .codeOfAnotherTime(let clockOff):
            members["next"] = "one_time_code"
            members["reason"] = "clock_off"
            members["clock_off"] = clockOff.milliseconds / 1000
        case .confirmRegistration:
            members["next"] = "confirm_registration"
        case .pin(let state, let setback):
            members["next"] = "pin"
            members["channel"] = state.channel.rawValue
            members["resend_in"] = seconds(until: state.nextAt, now)
            members["pin_expires_in"] = state.isOpen ? seconds(until: state.expiresAt, now) : 0
            if let setback { add(setback, to: &members) }
        case .otherCode(let way):
            members["next"] = way.rawValue
            members["reason"] = "wrong_code"
        case .phoneApproval(let number, let expiresAt):
            members["next"] = "phone_approval"
            members["number"] = number
            members["approval_expires_in"] = seconds(until: expiresAt, now)
        case .nameDevice:
            members["next"] = "name_device"
        }
        return members
    }

    private static func add(
        _ setback: SignIn.PINSetback, to members: inout [String: any Sendable]
    ) {
        switch setback {
        case .wrong(let left):
            members["reason"] = "wrong_code"
            members["tries_left"] = left
        case .expired: members["reason"] = "pin_expired"
        case .used: members["reason"] = "pin_used"
        case .exhausted: members["reason"] = "pin_exhausted"
        }
    }

    private static func seconds(until end: Instant, _ now: Instant) -> Int {
        max((end - now).secondsRoundedUp, 0)
    }

    /// One plain sentence for people who read answers.
    static func sentence(_ step: SignIn.NextStep) -> String {
        switch step {
        case .verifyDevice: "This phone must be registered first."
        case .offerDevice: "This phone can be registered now."
        case .oneTimeCode(let wasWrong):
            wasWrong
                ? "That code is not right. Type the code that is shown now."
                : "A one-time code is needed."
        case .codeOfAnotherTime(let clockOff):
            """
            That code is of another time: the clock of your device is about \
            \(RetryPhrase.phrase(max(clockOff, .zero - clockOff)).english) \(clockOff < .zero ? "behind" : "ahead").
            """
        case .confirmRegistration: "The code must be typed on the web first."
        case .pin(_, let setback): sentence(setback)
        case .otherCode: "That code is not right, or was used before."
        case .phoneApproval: "The other phone must approve this one."
        case .nameDevice: "This phone may be registered now. Give it a name."
        }
    }

    private static func sentence(_ setback: SignIn.PINSetback?) -> String {
        switch setback {
        case nil: "Type the code that was sent."
        case .wrong(let left):
            left == 1
                ? "That code is not right. One try is left."
                : "That code is not right. \(left) tries are left."
        case .expired: "That code is too old. Ask for a new one."
        case .used: "That code was used already. Ask for a new one."
        case .exhausted: "That code was wrong too many times. Ask for a new one."
        }
    }
}
