/// The order of the phone app's screens around sign-in and registration.
///
/// The shell (the web app, or any other app) reports what happened as an ``Event`` and does what the ``Effect`` says;
/// what it shows follows from the ``state``. The machine knows no texts, no network and no clock. Its numbers are the
/// interface of the WebAssembly module: they never change meaning, new cases get new numbers.
///
/// Whatever the path, ``State/signedOut`` means that no `auth_session` is kept, and the camera is used in
/// ``State/scanning`` only (it may be kept open during ``State/claiming``, in case the claim is refused).
public struct PhoneFlow: ~Copyable {
    /// The screen that is shown.
    public private(set) var state: State

    /// Whether a pairing link was opened that no claim has used yet.
    public private(set) var keepsLink = false

    /// Where a refused claim goes back to.
    private var claimOrigin = State.verifyDevice

    /// Where the list of other ways goes back to.
    private var waysOrigin = State.verifyDevice

    /// Starts in ``State/starting``.
    public init() {
        state = .starting
    }

    /// Starts in a given state, for tests.
    init(state: State, keepsLink: Bool = false, claimOrigin: State = .verifyDevice) {
        self.state = state
        self.keepsLink = keepsLink
        self.claimOrigin = claimOrigin
    }

    /// Takes one event.
    ///
    /// - Returns: What the shell must do; ``Effect/ignored`` when the event has no meaning in this state, then
    ///   nothing has changed.
    public mutating func handle(_ event: Event) -> Effect {
        if event == .linkOpened { return openLink() }
        guard let move = move(on: event) else { return .ignored }
        if move.state == .claiming {
            // A link sends the person back to the dialog, where it can no longer be used.
            claimOrigin = move.effect == .useLink ? .verifyDevice : state
        }
        if move.effect == .useLink { keepsLink = false }
        if move.state == .otherWays, state != .otherWays { waysOrigin = state }
        state = move.state
        return move.effect
    }

    private func move(on event: Event) -> Move? {
        switch state {
        case .starting: start(event)
        case .signedOut: event == .submit ? Move(.submitting, .sendCredentials) : nil
        case .submitting, .oneTimeCode, .offerDevice: signIn(event)
        case .verifyDevice, .scanning, .manualEntry, .claiming: register(event)
        case .showingCode, .waitingForPortal: finish(event)
        case .registered, .home, .keyLost: use(event)
        case .awaitingApproval, .namingDevice, .enrolling: enrol(event)
        case .otherWays: choose(event)
        }
    }

    /// Opening a link starts the claim where one is being looked for, is remembered where one may be needed later,
    /// and means nothing in the middle of a registration.
    private mutating func openLink() -> Effect {
        switch state {
        case .scanning, .manualEntry:
            keepsLink = false
            claimOrigin = .verifyDevice
            state = .claiming
            return .useLink
        case .starting, .signedOut, .submitting, .verifyDevice, .offerDevice, .oneTimeCode, .home, .keyLost,
            .awaitingApproval, .namingDevice, .otherWays:
            keepsLink = true
            return .none
        case .claiming, .showingCode, .waitingForPortal, .registered, .enrolling:
            return .ignored
        }
    }

    private func start(_ event: Event) -> Move? {
        switch event {
        case .startedSignedOut: Move(.signedOut)
        case .startedSignedIn: Move(.home, .loadHome)
        case .startedKeyLost: Move(.keyLost)
        default: nil
        }
    }

    private func signIn(_ event: Event) -> Move? {
        switch (state, event) {
        case (.submitting, .accepted), (.oneTimeCode, .accepted): Move(.home, .loadHome)
        case (.submitting, .needsDevice), (.oneTimeCode, .needsDevice), (.oneTimeCode, .registerNow),
            (.offerDevice, .registerNow):
            Move(.verifyDevice)
        case (.submitting, .offersDevice), (.oneTimeCode, .offersDevice): Move(.offerDevice)
        case (.submitting, .needsOneTimeCode): Move(.oneTimeCode)
        case (.submitting, .refused): Move(.signedOut, .showError)
        case (.oneTimeCode, .submit): Move(.oneTimeCode, .sendOneTimeCode)
        case (.oneTimeCode, .sendPIN): Move(.oneTimeCode, .sendPIN)
        case (.oneTimeCode, .codeSent): Move(.oneTimeCode)
        case (.oneTimeCode, .vouchedFor): Move(.namingDevice)
        case (.oneTimeCode, .askApproval): Move(.awaitingApproval, .askApproval)
        case (.oneTimeCode, .tryAnotherWay): Move(.otherWays)
        case (.oneTimeCode, .refused), (.oneTimeCode, .needsOneTimeCode): Move(.oneTimeCode, .showError)
        case (.offerDevice, .skip): Move(.submitting, .sendSkip)
        case (_, .cancel): Move(.signedOut, .forgetSession)
        case (_, .sessionExpired): Move(.signedOut, .showError)
        default: nil
        }
    }

    private func register(_ event: Event) -> Move? {
        switch (state, event) {
        case (.verifyDevice, .scanQR), (.manualEntry, .scanQR):
            keepsLink ? Move(.claiming, .useLink) : Move(.scanning, .startCamera)
        case (.verifyDevice, .enterManually): Move(.manualEntry)
        case (.verifyDevice, .askApproval): Move(.awaitingApproval, .askApproval)
        case (.verifyDevice, .tryAnotherWay): Move(.otherWays)
        case (.scanning, .enterManually): Move(.manualEntry, .stopCamera)
        case (.scanning, .codeFound), (.manualEntry, .codeFound): Move(.claiming, .claim)
        case (.claiming, .claimAccepted): Move(.showingCode, .stopCamera)
        case (.claiming, .claimRefused): Move(claimOrigin, .showError)
        case (.scanning, .cancel): Move(.verifyDevice, .stopCamera)
        case (.manualEntry, .cancel): Move(.verifyDevice)
        case (.verifyDevice, .cancel), (.claiming, .cancel): Move(.signedOut, .forgetSession)
        case (_, .sessionExpired): Move(.signedOut, .showError)
        default: nil
        }
    }

    private func finish(_ event: Event) -> Move? {
        switch event {
        case .continueTapped: Move(state, .pollConfirmation)
        case .notYetConfirmed: Move(.waitingForPortal, .pollConfirmation)
        case .confirmed: Move(.registered)
        case .rejected: Move(.verifyDevice, .showError)
        case .cancel: Move(.signedOut, .forgetSession)
        case .sessionExpired: Move(.signedOut, .showError)
        default: nil
        }
    }

    private func enrol(_ event: Event) -> Move? {
        switch (state, event) {
        case (.awaitingApproval, .vouchedFor): Move(.namingDevice)
        case (.awaitingApproval, .approvalOver), (.awaitingApproval, .refused), (.enrolling, .approvalOver):
            Move(.verifyDevice, .showError)
        case (.awaitingApproval, .cancel): Move(.verifyDevice)
        case (.namingDevice, .nameChosen): Move(.enrolling, .enrol)
        case (.namingDevice, .cancel): Move(.signedOut, .forgetSession)
        case (.enrolling, .confirmed): Move(.registered)
        case (.enrolling, .claimRefused): Move(.namingDevice, .showError)
        case (_, .sessionExpired): Move(.signedOut, .showError)
        default: nil
        }
    }

    private func choose(_ event: Event) -> Move? {
        switch event {
        case .wayChosen: Move(.oneTimeCode)
        case .sendPIN: Move(.oneTimeCode, .sendPIN)
        case .askApproval: Move(.awaitingApproval, .askApproval)
        case .registerNow: Move(.verifyDevice)
        case .cancel: Move(waysOrigin)
        case .sessionExpired: Move(.signedOut, .showError)
        default: nil
        }
    }

    private func use(_ event: Event) -> Move? {
        switch (state, event) {
        case (.registered, .dismiss): Move(.home, .loadHome)
        case (.registered, .deviceRemoved), (.home, .deviceRemoved): Move(.signedOut, .wipeDevice)
        case (.home, .signOut): Move(.signedOut, .forgetSession)
        case (.home, .sessionExpired): Move(.signedOut, .showError)
        case (.keyLost, .dismiss): Move(.signedOut, .wipeDevice)
        default: nil
        }
    }

    /// Where an event leads, and what the shell has to do then.
    private struct Move {
        let state: State
        let effect: Effect

        init(_ state: State, _ effect: Effect = .none) {
            self.state = state
            self.effect = effect
        }
    }
}
