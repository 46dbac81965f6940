import AuthDomain

/// The form of the second step, or of the confirmation before a first registration (`/sign-in/code`).
struct SecondStepPage: Page {
    static let template = "second-step"

    var frame: PageFrame
    /// The name whose password was proved.
    var username: String
    /// The way that is taken, as ``SignIn/SecondStepMethod`` names it.
    var method: String
    /// The code of a registered phone is asked for.
    var isPhone: Bool
    /// The code of another authenticator app is asked for.
    var isAuthenticator: Bool
    /// A PIN is asked for; `nil`: something else.
    var pin: PIN?
    /// A recovery, bypass or invitation code is asked for; `nil`: something else.
    var longCode: LongCode?
    /// Whether the field for a code of six digits is shown.
    var asksForDigits: Bool
    /// The person has no factor yet, and confirms the password before registering the first.
    var isConfirmation: Bool
    /// The person looks around already, and needs two factors to change something.
    var isRaise: Bool
    /// Neither of both: the person is signing in.
    var isSignIn: Bool
    /// There is more than one way.
    var hasOtherWays: Bool
    /// For how many days this browser may be spared the second step; `nil`: not at all.
    var rememberDays: Int? = nil
    /// The path to go on to; a path on this server that the caller has checked.
    var next: String? = nil
    /// The same as the rest of a query: `&next=…`, or empty.
    var nextQuery = ""
    /// Why the code was not accepted and what to do next; shown at the field.
    var codeProblem: String? = nil

    /// A PIN that was sent, or is to be.
    struct PIN: Sendable {
        /// By e-mail, not by text message.
        var isEmail: Bool
        /// One was sent that can still be typed.
        var isOpen: Bool
        /// Until when that is.
        var expires: Moment
        /// In how many seconds a new one may be asked for; `nil`: now.
        var wait: Int?
        /// The same in words.
        var waitText: String

        /// Describes what was sent; `state` is `nil` when nothing was.
        init(
            _ channel: Delivery.Channel, _ state: SignIn.PINState?, now: Instant,
            say: (Phrase) -> String
        ) {
            isEmail = channel == .email
            isOpen = state?.isOpen ?? false
            expires = Moment(state?.expiresAt ?? now)
            let left = state.map { $0.nextAt - now } ?? .zero
            wait = left > .zero ? left.secondsRoundedUp : nil
            waitText = say(RetryPhrase.phrase(left))
        }
    }

    /// A code of sixteen characters that a person has on paper.
    struct LongCode: Sendable {
        /// One of the person's recovery codes.
        var isRecovery: Bool
        /// A temporary code of an administrator.
        var isBypass: Bool
        /// An invitation.
        var isInvitation: Bool
    }

    /// The page for `visitor`, who takes the step by `method`.
    init(
        frame: PageFrame, visitor: SignIn.PortalVisitor, method: SignIn.SecondStepMethod,
        pin: PIN? = nil, hasOtherWays: Bool
    ) {
        self.frame = frame
        self.username = visitor.account.username.text
        self.method = method.rawValue
        self.isPhone = method == .phone
        self.isAuthenticator = method == .authenticator
        self.pin = pin
        let isLong = [.recoveryCode, .bypassCode, .invitation].contains(method)
        self.longCode =
            isLong
            ? LongCode(
                isRecovery: method == .recoveryCode, isBypass: method == .bypassCode,
                isInvitation: method == .invitation) : nil
        self.asksForDigits = !isLong && pin?.isOpen ?? true
        self.isConfirmation = !visitor.hasFactor
        self.isRaise = visitor.hasFactor && !visitor.owesCode
        self.isSignIn = visitor.owesCode
        self.hasOtherWays = hasOtherWays
    }
}

/// "Try another way": what the person may choose from (`/sign-in/methods`).
struct SecondStepMethodsPage: Page {
    static let template = "second-step-methods"

    var frame: PageFrame
    /// The ways, best first.
    var ways: [Way]
    /// The path to go on to; a path on this server that the caller has checked.
    var next: String? = nil
    /// The same as the rest of a query: `&next=…`, or empty.
    var nextQuery: String
    /// The person has no factor yet, and confirms the password before registering the first.
    var isConfirmation: Bool

    /// One way of the second step.
    struct Way: Sendable {
        /// As ``SignIn/SecondStepMethod`` names it.
        var method: String
        /// A PIN is sent first, so choosing it is a form.
        var isSent: Bool
        var isPhone: Bool
        var isAuthenticator: Bool
        var isEmail: Bool
        var isText: Bool
        var isRecovery: Bool
        var isBypass: Bool
        var isInvitation: Bool

        /// Describes `method`.
        init(_ method: SignIn.SecondStepMethod) {
            self.method = method.rawValue
            isSent = method.channel != nil
            isPhone = method == .phone
            isAuthenticator = method == .authenticator
            isEmail = method == .email
            isText = method == .sms
            isRecovery = method == .recoveryCode
            isBypass = method == .bypassCode
            isInvitation = method == .invitation
        }
    }
}
