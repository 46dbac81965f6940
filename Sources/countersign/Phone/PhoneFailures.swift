import CountersignKit

/// What goes wrong with the phone, with its exit code.
enum PhoneFailures {
    /// `error` with the code of ``PhoneCommand``'s table.
    static func failure(_ error: any Error) -> Failure {
        guard let error = error as? CountersignError else { return Failure.of(error) }
        return Failure(error.message, code: code(error))
    }

    private static func code(_ error: CountersignError) -> Int32 {
        switch error {
        case .invalidOrigin: 64
        case .unreachable, .temporarilyUnavailable: 69
        case .keyStore, .keysOfAnotherServer, .unexpectedAnswer, .contradictingAnswer: 1
        default: 2
        }
    }

    /// Why a registration ended, in a sentence.
    static func failure(_ rejection: Continuation.Rejection) -> Failure {
        switch rejection {
        case .rejected: .refused("In the portal someone said that this is not their phone.")
        case .expired: .refused("The registration is over. Register again with a new QR code.")
        case .tooManyCodes:
            .refused("Too many wrong codes were entered in the portal. Register again with a new QR code.")
        }
    }
}
