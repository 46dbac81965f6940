/// Who must use a second factor, and from when.
///
/// Owns the rules and their verdicts; pure values, the clock is an argument. Does not own how a
/// factor is proved or registered.
package enum Policy {}

extension Policy {
    /// The deployment's settings.
    package struct Settings: Sendable, Equatable {
        /// From this moment on the app lets nobody in without a registered device; `nil`: at once.
        package var mandatoryFrom: Instant?
        /// The date of ``mandatoryFrom`` as the operator wrote it, `YYYY-MM-DD`.
        package var mandatoryFromDate: String?
        /// Devices per person, 1–20.
        package var deviceLimit: Int

        /// Mandatory at once, five devices.
        package init(
            mandatoryFrom: Instant? = nil, mandatoryFromDate: String? = nil, deviceLimit: Int = 5
        ) {
            self.mandatoryFrom = mandatoryFrom
            self.mandatoryFromDate = mandatoryFromDate
            self.deviceLimit = deviceLimit
        }

        /// What the app asks of someone whose phone is not registered.
        package func phoneRequirement(at now: Instant) -> PhoneRequirement {
            guard let mandatoryFrom, let date = mandatoryFromDate, now < mandatoryFrom
            else { return .mandatory }
            return .offered(mandatoryFrom: date)
        }
    }

    /// What the app asks of someone whose phone is not registered.
    package enum PhoneRequirement: Sendable, Equatable {
        case mandatory
        /// The person may go on without until that date, `YYYY-MM-DD`.
        case offered(mandatoryFrom: String)
    }
}
