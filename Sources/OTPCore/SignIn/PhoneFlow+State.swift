extension PhoneFlow {
    /// A screen of the app. Raw values are the WebAssembly interface.
    ///
    /// Each case names its legal exits; every other event is ``Effect/ignored``. Besides, ``Event/linkOpened`` is
    /// remembered in every state but the registration itself, where it is either used at once (`scanning`,
    /// `manualEntry`) or ignored (`claiming`, `showingCode`, `waitingForPortal`, `enrolling`, `registered`).
    public enum State: Int32, Equatable, Sendable, CaseIterable {
        /// Keys and session are being looked up. Leaves on `startedSignedOut` to `signedOut`, on `startedSignedIn` to
        /// `home`, on `startedKeyLost` to `keyLost`.
        case starting = 0
        /// The sign-in form. Leaves on `submit` to `submitting`.
        case signedOut = 1
        /// Credentials (or "Not now") were sent. Leaves on `accepted` to `home`, on `needsDevice` to `verifyDevice`,
        /// on `offersDevice` to `offerDevice`, on `needsOneTimeCode` to `oneTimeCode`, on `refused`, `sessionExpired`
        /// and `cancel` to `signedOut`.
        case submitting = 2
        /// The dialog "Verify device". Leaves on `scanQR` to `scanning` (or, with a kept link, to `claiming`), on
        /// `enterManually` to `manualEntry`, on `askApproval` to `awaitingApproval`, on `tryAnotherWay` to
        /// `otherWays`, on `cancel` and `sessionExpired` to `signedOut`.
        case verifyDevice = 3
        /// The dialog before the policy date. Leaves on `registerNow` to `verifyDevice`, on `skip` to `submitting`,
        /// on `cancel` and `sessionExpired` to `signedOut`.
        case offerDevice = 4
        /// The camera picture. Leaves on `codeFound` and `linkOpened` to `claiming`, on `enterManually` to
        /// `manualEntry`, on `cancel` to `verifyDevice`, on `sessionExpired` to `signedOut`.
        case scanning = 5
        /// Device name and setup code by hand. Leaves on `codeFound` and `linkOpened` to `claiming`, on `scanQR` to
        /// `scanning` (or, with a kept link, to `claiming`), on `cancel` to `verifyDevice`, on `sessionExpired` to
        /// `signedOut`.
        case manualEntry = 6
        /// The claim is under way. Leaves on `claimAccepted` to `showingCode`, on `claimRefused` to the state it came
        /// from (`verifyDevice` after a link), on `cancel` and `sessionExpired` to `signedOut`.
        case claiming = 7
        /// The code to type in the portal. Stays on `continueTapped`; leaves on `notYetConfirmed` to
        /// `waitingForPortal`, on `confirmed` to `registered`, on `rejected` to `verifyDevice`, on `cancel` and
        /// `sessionExpired` to `signedOut`.
        case showingCode = 8
        /// "Continue" was pressed before the portal was done; the code is still shown. Stays on `continueTapped` and
        /// `notYetConfirmed`, leaves like `showingCode`.
        case waitingForPortal = 9
        /// The pop-up "Device registered". Leaves on `dismiss` to `home`, on `deviceRemoved` to `signedOut`.
        case registered = 10
        /// Signed in. Leaves on `signOut`, `deviceRemoved` and `sessionExpired` to `signedOut`.
        case home = 11
        /// The prompt for a code: of another authenticator app, or of the way that was chosen. Stays on `submit`,
        /// `sendPIN`, `codeSent`, `refused` and `needsOneTimeCode`; leaves on `accepted` to `home`, on `registerNow`
        /// and `needsDevice` to `verifyDevice`, on `offersDevice` to `offerDevice`, on `askApproval` to
        /// `awaitingApproval`, on `tryAnotherWay` to `otherWays`, on `vouchedFor` to `namingDevice`, on `cancel` and
        /// `sessionExpired` to `signedOut`.
        case oneTimeCode = 12
        /// The browser has dropped this phone's key. Leaves on `dismiss` to `signedOut`.
        case keyLost = 13
        /// Another phone of the person is asked; this one shows a number. Leaves on `vouchedFor` to `namingDevice`,
        /// on `approvalOver`, `refused` and `cancel` to `verifyDevice`, on `sessionExpired` to `signedOut`.
        case awaitingApproval = 14
        /// Somebody vouches for this phone; it is given a name. Leaves on `nameChosen` to `enrolling`, on `cancel`
        /// and `sessionExpired` to `signedOut`.
        case namingDevice = 15
        /// This phone registers itself. Leaves on `confirmed` to `registered`, on `claimRefused` to `namingDevice`,
        /// on `approvalOver` to `verifyDevice`, on `sessionExpired` to `signedOut`.
        case enrolling = 16
        /// The list of other ways. Leaves on `wayChosen` and `sendPIN` to `oneTimeCode`, on `askApproval` to
        /// `awaitingApproval`, on `registerNow` to `verifyDevice`, on `cancel` to the state it came from, on
        /// `sessionExpired` to `signedOut`.
        case otherWays = 17
    }
}
