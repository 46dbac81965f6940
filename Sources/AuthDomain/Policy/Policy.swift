/// Who must use a second factor, and from when.
///
/// Owns the rules and their verdicts (pure values, the clock is an argument), the documents and groups by which they
/// are changed at run time, and the exemptions, graces and reminders that follow from them. Does not own how a factor
/// is proved or registered.
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
        /// What must be proved beside the password before a person's first device is registered.
        /// Counts only once a channel is configured that could carry a PIN.
        package var firstRegistration = FirstRegistration.pin
        /// The channels on which a PIN may be sent for a second step.
        package var pinChannels: Set<Delivery.Channel> = [.email, .sms]
        /// How long a browser may be spared the second step, 0–90 days; 0: never.
        package var rememberedBrowserDays = 0
        /// How long a re-registration that the help desk started waits for the person's veto.
        package var resetDelay: Duration = .hours(24)
        /// Whether a second member of staff must approve a re-registration.
        package var resetNeedsApproval = false

        /// Mandatory at once, five devices.
        package init(
            mandatoryFrom: Instant? = nil, mandatoryFromDate: String? = nil, deviceLimit: Int = 5
        ) {
            self.mandatoryFrom = mandatoryFrom
            self.mandatoryFromDate = mandatoryFromDate
            self.deviceLimit = deviceLimit
        }
    }

    /// What must be proved beside the password before a first registration.
    package enum FirstRegistration: String, Sendable, CaseIterable {
        /// Nothing.
        case password
        /// A PIN to a verified address, or an invitation code.
        case pin
        /// An invitation code from an administrator.
        case invitation
    }

    /// What the app asks of someone whose phone is not registered.
    package enum PhoneRequirement: Sendable, Equatable {
        case mandatory
        /// The person may go on without, until that date, `YYYY-MM-DD`, if there is one.
        case offered(mandatoryFrom: String?)
        /// Nothing: the password is enough.
        case off
    }
}
