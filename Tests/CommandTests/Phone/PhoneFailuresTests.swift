import CountersignKit
import Testing

@testable import countersign

/// Exit codes of the virtual phone.
@Suite struct PhoneFailuresTests {
    @Test(
        arguments: [
            (CountersignError.invalidOrigin, 64), (.unreachable("x"), 69), (.temporarilyUnavailable(retryAfter: 3), 69),
            (.wrongCredentials, 2), (.registrationNotFound, 2), (.deviceNameMismatch(.letterCase), 2),
            (.deviceRemoved, 2),
            (.notRegistered, 2), (.contradictingAnswer, 1), (.unexpectedAnswer(status: 500), 1),
            (.keyStore(.openToOthers(path: "p")), 1),
        ] as [(CountersignError, Int32)])
    func errorsHaveTheirCode(error: CountersignError, code: Int32) {
        let failure = PhoneFailures.failure(error)
        #expect(failure.code == code)
        #expect(failure.description == error.message)
    }

    @Test func rejectionsAreRefusals() {
        for rejection in [Continuation.Rejection.rejected, .expired, .tooManyCodes] {
            #expect(PhoneFailures.failure(rejection).code == 2)
        }
    }

    @Test func onlyInterruptionsAreBorne() {
        #expect(ConfirmationWait.delay(after: .unreachable("x")) == .seconds(2))
        #expect(ConfirmationWait.delay(after: .tooManyAttempts(retryAfter: 30)) == .seconds(30))
        #expect(ConfirmationWait.delay(after: .temporarilyUnavailable(retryAfter: 1_000_000)) == .seconds(60))
        #expect(ConfirmationWait.delay(after: .temporarilyUnavailable(retryAfter: -5)) == .seconds(1))
        #expect(ConfirmationWait.delay(after: .signInExpired) == nil)
        #expect(ConfirmationWait.delay(after: .deviceRemoved) == nil)
    }
}
