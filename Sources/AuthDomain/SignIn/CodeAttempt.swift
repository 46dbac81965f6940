import OTPCore

extension SignIn {
    /// A one-time code that was compared; what came of it is not to be told before it was judged.
    package struct CodeAttempt: Sendable {
        /// The device whose code it is, and the step; `nil`: nobody's.
        package struct Match: Sendable {
            package let device: Identifier<Device>
            package let step: UInt64
            /// By how many steps the device's clock is ahead, as this code shows.
            package let drift: Int
            /// Recorded when the step is spent now.
            package let accepted: Audit.Entry
            /// Recorded when it was spent before.
            package let refused: Audit.Entry

            /// A comparison that found something.
            package init(
                device: Identifier<Device>, step: UInt64, drift: Int = 0, accepted: Audit.Entry, refused: Audit.Entry
            ) {
                self.device = device
                self.step = step
                self.drift = drift
                self.accepted = accepted
                self.refused = refused
            }
        }

        /// A step to come whose code was typed by somebody who is told so. It must not pass later, or a
        /// guess would be told to be worth waiting for.
        package struct Told: Sendable {
            package let device: Identifier<Device>
            package let step: UInt64

            /// A step of `device`.
            package init(device: Identifier<Device>, step: UInt64) {
                self.device = device
                self.step = step
            }
        }

        package let account: Identifier<Account>
        /// What a wrong code counts under: the account and each device it was compared with.
        package let limits: [ThrottleLimit]
        package let match: Match?
        /// Noted when the code is nobody's.
        package let told: Told?
        /// Recorded when the code is nobody's.
        package let refused: Audit.Entry
        package let now: Instant

        /// A code that was compared at `now`; `limits` are at most 21.
        package init(
            account: Identifier<Account>, limits: [ThrottleLimit], match: Match?,
            told: Told? = nil, refused: Audit.Entry, now: Instant
        ) {
            self.account = account
            self.limits = limits
            self.match = match
            self.told = told
            self.refused = refused
            self.now = now
        }
    }

    /// What becomes of a code.
    package enum CodeVerdict: Sendable, Equatable {
        /// The step is spent, and earlier wrong codes are forgotten.
        case accepted
        /// Counted and recorded.
        case wrong
        /// Right but spent before; counted and recorded as a wrong one.
        case alreadyUsed
        /// Not before that moment, whatever the comparison said; not counted.
        case blocked(until: Instant)
        /// Too many wrong codes in a row, whatever the comparison said; not counted.
        case disabled
    }
}

/// Judges codes that were compared.
package protocol CodeAttemptStore: Sendable {
    /// Looks at the throttles, spends the step or counts the wrong code, and records it: one
    /// transaction, durable before it returns.
    ///
    /// Parallel attempts are judged one after the other, so no more are compared to any effect than
    /// the limits allow, and of attempts with one step of one device exactly one is accepted.
    func judge(_ attempt: SignIn.CodeAttempt) async throws(StoreError) -> SignIn.CodeVerdict
}
