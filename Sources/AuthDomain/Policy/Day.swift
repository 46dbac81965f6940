/// Reckons with days and time zones. The domain has no calendar of its own.
package protocol CalendarReckoning: Sendable {
    /// The first moment of the day `YYYY-MM-DD` in the time zone with that IANA name; where the clocks
    /// skip midnight, the moment they skip to; where midnight comes twice, the first.
    func beginning(of date: String, in zone: String) -> Result<Instant, Policy.DayProblem>
}

extension Policy {
    /// Why a date is none.
    package enum DayProblem: Error, Sendable, Equatable {
        case notADate
        case unknownZone
        /// The date does not exist there: the clocks skipped the whole day.
        case skippedDay
    }

    /// A day in a time zone, and when it begins.
    package struct Day: Sendable, Equatable {
        /// `YYYY-MM-DD`.
        package let date: String
        /// An IANA name, such as `Europe/Zagreb`.
        package let zone: String
        /// Its first moment.
        package let beginning: Instant

        /// The day `date` in `zone`.
        package init(date: String, zone: String, beginning: Instant) {
            self.date = date
            self.zone = zone
            self.beginning = beginning
        }
    }
}

extension Instant {
    /// The date in UTC, `YYYY-MM-DD`.
    package var date: String {
        // Days since 0000-03-01, in eras of 400 years, which all have the same number of days.
        let days = (seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return [(year, 4), (month, 2), (dayOfYear - (153 * shifted + 2) / 5 + 1, 2)].map { number, width in
            let digits = String(number)
            return String(repeating: "0", count: max(width - digits.count, 0)) + digits
        }.joined(separator: "-")
    }
}
