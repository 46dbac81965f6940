import AuthDomain
import Foundation
import Settings
import Testing

/// Days begin when they begin, also where clocks change at midnight.
@Suite struct FoundationCalendarTests {
    @Test(arguments: [
        ("2027-03-05", "UTC", "2027-03-05T00:00:00Z"),
        ("2027-03-05", "Europe/Zagreb", "2027-03-04T23:00:00Z"),
        // The day after the clocks went forward, and the day on which they do.
        ("2027-03-28", "Europe/Zagreb", "2027-03-27T23:00:00Z"),
        ("2027-03-29", "Europe/Zagreb", "2027-03-28T22:00:00Z"),
        // Midnight is skipped: the day begins at one o'clock.
        ("2023-04-28", "Africa/Cairo", "2023-04-27T22:00:00Z"),
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z"),
        // Midnight comes twice: the first counts.
        ("2024-11-03", "America/Havana", "2024-11-03T04:00:00Z"),
        ("2027-01-01", "Pacific/Kiritimati", "2026-12-31T10:00:00Z"),
        ("2027-01-01", "Pacific/Pago_Pago", "2027-01-01T11:00:00Z"),
        ("2028-02-29", "Asia/Kathmandu", "2028-02-28T18:15:00Z"),
    ])
    func daysBegin(date: String, zone: String, expected: String) throws {
        let beginning = try FoundationCalendar().beginning(of: date, in: zone).get()
        let formatter = ISO8601DateFormatter()
        let text = formatter.string(from: Date(timeIntervalSince1970: Double(beginning.milliseconds) / 1000))
        #expect(text == expected)
    }

    @Test(arguments: [
        ("2027-02-29", "UTC", Policy.DayProblem.notADate), ("2027-3-5", "UTC", .notADate), ("", "UTC", .notADate),
        ("2027-03-05T00", "UTC", .notADate), ("٢٠٢٧-٠٣-٠٥", "UTC", .notADate), ("2027-13-01", "UTC", .notADate),
        ("0000-00-00", "UTC", .notADate), ("2027-03-05", "Europe/Nowhere", .unknownZone),
        ("2027-03-05", "", .unknownZone), ("2027-03-05", "GMT+1", .unknownZone), ("2027-03-05", "CEST", .unknownZone),
        ("2027-03-05", "../../etc/passwd", .unknownZone), ("2011-12-30", "Pacific/Apia", .skippedDay),
    ])
    func whatIsNoDayIsRefused(date: String, zone: String, problem: Policy.DayProblem) {
        #expect(throws: problem) { try FoundationCalendar().beginning(of: date, in: zone).get() }
    }
}
