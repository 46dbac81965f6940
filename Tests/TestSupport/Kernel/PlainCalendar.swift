import AuthDomain

/// A calendar for rules: the zones `UTC`, and `Europe/Zagreb` as if it were always winter.
package struct PlainCalendar: CalendarReckoning {
    /// Reckons.
    package init() {}

    package func beginning(of date: String, in zone: String) -> Result<Instant, Policy.DayProblem> {
        guard date.utf8.count == 10 else { return .failure(.notADate) }
        let shift: Duration
        switch zone {
        case "UTC": shift = .zero
        case "Europe/Zagreb": shift = .hours(1)
        default: return .failure(.unknownZone)
        }
        // Looks for the day from 2026 on; rules are tested near ``Sample/morning``.
        var day = Instant(milliseconds: 1_767_225_600_000)
        for _ in 0..<4000 {
            if day.date == date { return .success(day - shift) }
            day = day + .days(1)
        }
        return .failure(.notADate)
    }
}
