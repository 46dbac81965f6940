extension PhoneFlow {
    /// What happened: an answer of the server or a tap. Raw values are the WebAssembly interface.
    public enum Event: Int32, Equatable, Sendable, CaseIterable {
        /// The app started and nobody is signed in.
        case startedSignedOut = 0
        /// The app started with a session.
        case startedSignedIn = 1
        /// The app started; a session is there but this phone's key is gone.
        case startedKeyLost = 2
        /// "Sign in" or, at the code prompt, "Submit".
        case submit = 3
        /// The server gave an authorization code and tokens.
        case accepted = 4
        /// The server asks for a registered device.
        case needsDevice = 5
        /// The server offers to register a device, before the policy date.
        case offersDevice = 6
        /// The server asks for a code of another authenticator app.
        case needsOneTimeCode = 7
        /// The sign-in or its code was refused, or the server could not be reached.
        case refused = 8
        /// "Cancel" or going back.
        case cancel = 9
        /// "Scan QR".
        case scanQR = 10
        /// "Enter manually".
        case enterManually = 11
        /// The camera has read a pairing link, or both fields are filled by hand.
        case codeFound = 12
        /// The server accepted the claim.
        case claimAccepted = 13
        /// The server refused the claim, or could not be reached.
        case claimRefused = 14
        /// "Continue".
        case continueTapped = 15
        /// The code has not been submitted in the portal yet.
        case notYetConfirmed = 16
        /// The registration is complete and tokens are there.
        case confirmed = 17
        /// The portal said that this is not the person's phone, or the registration expired or had too many wrong
        /// codes.
        case rejected = 18
        /// The server no longer knows the session.
        case sessionExpired = 19
        /// A pop-up or notice was closed.
        case dismiss = 20
        /// "Sign out".
        case signOut = 21
        /// The device was removed in the portal.
        case deviceRemoved = 22
        /// "Not now".
        case skip = 23
        /// "Register now", or "Register this phone" at the code prompt.
        case registerNow = 24
        /// A pairing link opened the app.
        case linkOpened = 25
        /// "Approve with your other phone".
        case askApproval = 26
        /// The other phone has approved this one, or a recovery code was right.
        case vouchedFor = 27
        /// The request for approval came to nothing.
        case approvalOver = 28
        /// The device name was chosen.
        case nameChosen = 29
        /// "Try another way".
        case tryAnotherWay = 30
        /// A way was chosen whose code the person has already.
        case wayChosen = 31
        /// A way was chosen whose code must be sent first, or "Send a new code".
        case sendPIN = 32
        /// The code was sent.
        case codeSent = 33
    }
}
