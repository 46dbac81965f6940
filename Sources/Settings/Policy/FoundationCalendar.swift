import AuthDomain
import Foundation

/// Reckons with the Gregorian calendar and the time zones of the system's IANA database.
package struct FoundationCalendar: CalendarReckoning {
    /// Reckons.
    package init() {}

    package func beginning(of date: String, in zone: String) -> Result<Instant, Policy.DayProblem> {
        let parts = date.split(separator: "-", omittingEmptySubsequences: false)
        guard date.utf8.count == 10, parts.map(\.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return .failure(.notADate) }
        let components = DateComponents(
            year: Int(parts[0]), month: Int(parts[1]), day: Int(parts[2]), hour: 12)
        // In UTC every day exists, so that a date which does not come back from there is none at all.
        guard Self.roundTrip(components, in: .gmt) != nil else { return .failure(.notADate) }
        guard let zone = Self.zone(zone) else { return .failure(.unknownZone) }
        guard let noon = Self.roundTrip(components, in: zone) else { return .failure(.skippedDay) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let beginning = calendar.startOfDay(for: noon)
        return .success(Instant(milliseconds: Int64((beginning.timeIntervalSince1970 * 1000).rounded())))
    }

    /// A time zone by its exact IANA name; Foundation alone would take abbreviations and offsets too.
    private static func zone(_ name: String) -> TimeZone? {
        guard name == "UTC" || TimeZone.knownTimeZoneIdentifiers.contains(name) else { return nil }
        return TimeZone(identifier: name)
    }

    private static func roundTrip(_ components: DateComponents, in zone: TimeZone) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        guard let date = calendar.date(from: components),
            calendar.dateComponents([.year, .month, .day, .hour], from: date) == components
        else { return nil }
        return date
    }
}
