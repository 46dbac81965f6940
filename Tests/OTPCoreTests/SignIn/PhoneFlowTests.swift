import Testing

@testable import OTPCore

@Suite struct PhoneFlowTests {
    /// A legal exit: in this state, on this event, to that state with that effect.
    struct Exit: Sendable {
        let from: PhoneFlow.State
        let event: PhoneFlow.Event
        let to: PhoneFlow.State
        let effect: PhoneFlow.Effect
    }

    /// Every legal exit without a kept link. Whatever is not here is ignored.
    static let exits: [Exit] = [
        .init(.starting, .startedSignedOut, .signedOut), .init(.starting, .startedSignedIn, .home, .loadHome),
        .init(.starting, .startedKeyLost, .keyLost), .init(.starting, .linkOpened, .starting),

        .init(.signedOut, .submit, .submitting, .sendCredentials), .init(.signedOut, .linkOpened, .signedOut),

        .init(.submitting, .accepted, .home, .loadHome), .init(.submitting, .needsDevice, .verifyDevice),
        .init(.submitting, .offersDevice, .offerDevice), .init(.submitting, .needsOneTimeCode, .oneTimeCode),
        .init(.submitting, .refused, .signedOut, .showError), .init(.submitting, .cancel, .signedOut, .forgetSession),
        .init(.submitting, .sessionExpired, .signedOut, .showError), .init(.submitting, .linkOpened, .submitting),

        .init(.verifyDevice, .scanQR, .scanning, .startCamera), .init(.verifyDevice, .enterManually, .manualEntry),
        .init(.verifyDevice, .cancel, .signedOut, .forgetSession),
        .init(.verifyDevice, .sessionExpired, .signedOut, .showError), .init(.verifyDevice, .linkOpened, .verifyDevice),

        .init(.offerDevice, .registerNow, .verifyDevice), .init(.offerDevice, .skip, .submitting, .sendSkip),
        .init(.offerDevice, .cancel, .signedOut, .forgetSession),
        .init(.offerDevice, .sessionExpired, .signedOut, .showError), .init(.offerDevice, .linkOpened, .offerDevice),

        .init(.scanning, .codeFound, .claiming, .claim), .init(.scanning, .linkOpened, .claiming, .useLink),
        .init(.scanning, .enterManually, .manualEntry, .stopCamera),
        .init(.scanning, .cancel, .verifyDevice, .stopCamera),
        .init(.scanning, .sessionExpired, .signedOut, .showError),

        .init(.manualEntry, .codeFound, .claiming, .claim), .init(.manualEntry, .linkOpened, .claiming, .useLink),
        .init(.manualEntry, .scanQR, .scanning, .startCamera), .init(.manualEntry, .cancel, .verifyDevice),
        .init(.manualEntry, .sessionExpired, .signedOut, .showError),

        .init(.claiming, .claimAccepted, .showingCode, .stopCamera),
        .init(.claiming, .claimRefused, .verifyDevice, .showError),
        .init(.claiming, .cancel, .signedOut, .forgetSession),
        .init(.claiming, .sessionExpired, .signedOut, .showError),

        .init(.showingCode, .continueTapped, .showingCode, .pollConfirmation),
        .init(.showingCode, .notYetConfirmed, .waitingForPortal, .pollConfirmation),
        .init(.showingCode, .confirmed, .registered), .init(.showingCode, .rejected, .verifyDevice, .showError),
        .init(.showingCode, .cancel, .signedOut, .forgetSession),
        .init(.showingCode, .sessionExpired, .signedOut, .showError),

        .init(.waitingForPortal, .continueTapped, .waitingForPortal, .pollConfirmation),
        .init(.waitingForPortal, .notYetConfirmed, .waitingForPortal, .pollConfirmation),
        .init(.waitingForPortal, .confirmed, .registered),
        .init(.waitingForPortal, .rejected, .verifyDevice, .showError),
        .init(.waitingForPortal, .cancel, .signedOut, .forgetSession),
        .init(.waitingForPortal, .sessionExpired, .signedOut, .showError),

        .init(.registered, .dismiss, .home, .loadHome), .init(.registered, .deviceRemoved, .signedOut, .wipeDevice),

        .init(.home, .signOut, .signedOut, .forgetSession), .init(.home, .deviceRemoved, .signedOut, .wipeDevice),
        .init(.home, .sessionExpired, .signedOut, .showError), .init(.home, .linkOpened, .home),

        .init(.oneTimeCode, .submit, .oneTimeCode, .sendOneTimeCode), .init(.oneTimeCode, .accepted, .home, .loadHome),
        .init(.oneTimeCode, .refused, .oneTimeCode, .showError),
        .init(.oneTimeCode, .needsOneTimeCode, .oneTimeCode, .showError),
        .init(.oneTimeCode, .registerNow, .verifyDevice), .init(.oneTimeCode, .needsDevice, .verifyDevice),
        .init(.oneTimeCode, .offersDevice, .offerDevice),
        .init(.oneTimeCode, .cancel, .signedOut, .forgetSession),
        .init(.oneTimeCode, .sessionExpired, .signedOut, .showError), .init(.oneTimeCode, .linkOpened, .oneTimeCode),

        .init(.keyLost, .dismiss, .signedOut, .wipeDevice), .init(.keyLost, .linkOpened, .keyLost),

        .init(.verifyDevice, .askApproval, .awaitingApproval, .askApproval),
        .init(.verifyDevice, .tryAnotherWay, .otherWays),
        .init(.oneTimeCode, .askApproval, .awaitingApproval, .askApproval),
        .init(.oneTimeCode, .tryAnotherWay, .otherWays), .init(.oneTimeCode, .sendPIN, .oneTimeCode, .sendPIN),
        .init(.oneTimeCode, .codeSent, .oneTimeCode), .init(.oneTimeCode, .vouchedFor, .namingDevice),

        .init(.awaitingApproval, .vouchedFor, .namingDevice),
        .init(.awaitingApproval, .approvalOver, .verifyDevice, .showError),
        .init(.awaitingApproval, .refused, .verifyDevice, .showError),
        .init(.awaitingApproval, .cancel, .verifyDevice),
        .init(.awaitingApproval, .sessionExpired, .signedOut, .showError),
        .init(.awaitingApproval, .linkOpened, .awaitingApproval),

        .init(.namingDevice, .nameChosen, .enrolling, .enrol),
        .init(.namingDevice, .cancel, .signedOut, .forgetSession),
        .init(.namingDevice, .sessionExpired, .signedOut, .showError),
        .init(.namingDevice, .linkOpened, .namingDevice),

        .init(.enrolling, .confirmed, .registered), .init(.enrolling, .claimRefused, .namingDevice, .showError),
        .init(.enrolling, .approvalOver, .verifyDevice, .showError),
        .init(.enrolling, .sessionExpired, .signedOut, .showError),

        .init(.otherWays, .wayChosen, .oneTimeCode), .init(.otherWays, .sendPIN, .oneTimeCode, .sendPIN),
        .init(.otherWays, .askApproval, .awaitingApproval, .askApproval),
        .init(.otherWays, .registerNow, .verifyDevice), .init(.otherWays, .cancel, .verifyDevice),
        .init(.otherWays, .sessionExpired, .signedOut, .showError), .init(.otherWays, .linkOpened, .otherWays),
    ]

    @Test(arguments: exits)
    func everyLegalExitLeadsWhereItSays(exit: Exit) {
        var flow = PhoneFlow(state: exit.from)
        let effect = flow.handle(exit.event)
        let state = flow.state
        #expect(effect == exit.effect)
        #expect(state == exit.to)
    }

    @Test(arguments: PhoneFlow.State.allCases)
    func everyOtherEventIsIgnored(state: PhoneFlow.State) {
        for event in PhoneFlow.Event.allCases
        where !Self.exits.contains(where: { $0.from == state && $0.event == event }) {
            var flow = PhoneFlow(state: state)
            let effect = flow.handle(event)
            let after = flow.state
            let keepsLink = flow.keepsLink
            #expect(effect == .ignored, "\(state) \(event)")
            #expect(after == state && !keepsLink)
        }
    }

    /// The numbers are the interface of the WebAssembly module.
    @Test func numbersAreDenseAndStay() {
        #expect(PhoneFlow.State.allCases.map(\.rawValue) == Array(0...17))
        #expect(PhoneFlow.Event.allCases.map(\.rawValue) == Array(0...33))
        #expect(PhoneFlow.Effect.allCases.map(\.rawValue) == Array(0...16))
        #expect(PhoneFlow.State.keyLost.rawValue == 13 && PhoneFlow.Event.linkOpened.rawValue == 25)
    }

    @Test func refusalReturnsToWhereTheCodeCameFrom() {
        for origin in [PhoneFlow.State.scanning, .manualEntry] {
            var flow = PhoneFlow(state: origin)
            #expect(flow.handle(.codeFound) == .claim)
            #expect(flow.handle(.claimRefused) == .showError)
            let state = flow.state
            #expect(state == origin)
        }
    }

    @Test func theListOfOtherWaysGoesBackToWhereItCameFrom() {
        for origin in [PhoneFlow.State.verifyDevice, .oneTimeCode] {
            var flow = PhoneFlow(state: origin)
            #expect(flow.handle(.tryAnotherWay) == .none)
            #expect(flow.handle(.cancel) == .none)
            let state = flow.state
            #expect(state == origin)
        }
    }

    @Test func aNewPhoneEndsAtHomeWithoutThePortal() {
        var flow = PhoneFlow()
        let events: [PhoneFlow.Event] = [
            .startedSignedOut, .submit, .needsDevice, .askApproval, .vouchedFor, .nameChosen, .claimRefused,
            .nameChosen, .confirmed, .dismiss,
        ]
        for event in events {
            let effect = flow.handle(event)
            #expect(effect != .ignored, "\(event)")
        }
        let state = flow.state
        #expect(state == .home)
    }

    @Test func aLinkOpenedBeforeSigningInIsUsedInsteadOfTheCameraAndOnce() {
        var flow = PhoneFlow()
        let events: [(PhoneFlow.Event, PhoneFlow.Effect)] = [
            (.linkOpened, .none), (.startedSignedOut, .none), (.submit, .sendCredentials), (.needsDevice, .none),
            (.scanQR, .useLink), (.claimRefused, .showError), (.scanQR, .startCamera),
        ]
        for (event, expected) in events {
            let effect = flow.handle(event)
            #expect(effect == expected, "\(event)")
        }
    }

    @Test func theTenStepsEndAtHome() {
        var flow = PhoneFlow()
        let events: [PhoneFlow.Event] = [
            .startedSignedOut, .submit, .needsDevice, .scanQR, .codeFound, .claimAccepted, .continueTapped,
            .notYetConfirmed,
            .notYetConfirmed, .confirmed, .dismiss,
        ]
        for event in events {
            let effect = flow.handle(event)
            #expect(effect != .ignored, "\(event)")
        }
        let state = flow.state
        #expect(state == .home)
    }
}

extension PhoneFlowTests.Exit {
    init(
        _ from: PhoneFlow.State, _ event: PhoneFlow.Event, _ to: PhoneFlow.State, _ effect: PhoneFlow.Effect = .none
    ) {
        self.init(from: from, event: event, to: to, effect: effect)
    }
}
