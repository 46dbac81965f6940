extension SignIn {
    /// What taking the second step says.
    package enum SecondStepOutcome: Sendable, Equatable {
        case proved(Proof)
        case refused(SecondStepRefusal)
    }

    /// Why a code of the second step was not accepted.
    package enum SecondStepRefusal: Sendable, Equatable {
        /// No code of any device.
        case wrongCode
        /// A code of another time: the clock of the device that showed it is ahead by that much, or
        /// behind when negative. Counted as wrong.
        case clockOff(by: Duration)
        /// Right, but used before.
        case codeUsed
        case wrongPIN(triesLeft: Int)
        /// The PIN's time is over, or a newer one was sent.
        case pinExpired
        case pinUsed
        /// Too many wrong ones: a new PIN can be asked for.
        case pinExhausted
        /// No recovery, bypass or invitation code of this person that still counts.
        case wrongLongCode
        case throttled(retryAfter: Duration)
        /// Too many wrong codes in a row: an administrator must help.
        case disabled
        /// That way is not open to this person now.
        case notOffered
    }
}
