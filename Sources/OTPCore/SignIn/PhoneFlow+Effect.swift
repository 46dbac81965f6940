extension PhoneFlow {
    /// What the shell must do after an event. Raw values are the WebAssembly interface.
    public enum Effect: Int32, Equatable, Sendable, CaseIterable {
        /// Nothing but showing the state.
        case none = 0
        /// Send username and password.
        case sendCredentials = 1
        /// Ask for the camera and start it.
        case startCamera = 2
        /// Turn the camera off, if it is on.
        case stopCamera = 3
        /// Claim with the values just found.
        case claim = 4
        /// Ask the server whether the registration is confirmed; in `waitingForPortal` after two seconds.
        case pollConfirmation = 5
        /// Drop `auth_session` and tokens.
        case forgetSession = 6
        /// Show why; on arrival in `signedOut` also drop `auth_session`, on arrival in `scanning` the camera goes on.
        case showError = 7
        /// Load what the home screen shows.
        case loadHome = 8
        /// Delete this device's keys and tokens and tell the person why.
        case wipeDevice = 9
        /// Send the code that was typed, under the name of its way.
        case sendOneTimeCode = 10
        /// Go on without a device.
        case sendSkip = 11
        /// Claim with the kept link.
        case useLink = 12
        /// The event is illegal in this state; nothing has changed.
        case ignored = 13
        /// Ask for approval, then look every two seconds what came of it.
        case askApproval = 14
        /// Register this phone under the chosen name.
        case enrol = 15
        /// Have a PIN sent on the chosen channel.
        case sendPIN = 16
    }
}
