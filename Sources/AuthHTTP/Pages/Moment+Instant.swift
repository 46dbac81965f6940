import AuthDomain
import Foundation

extension Moment {
    /// `instant` as ISO 8601 and in words, both in UTC.
    init(_ instant: Instant) {
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        let (day, year) = (parts.day ?? 1, parts.year ?? 1970)
        let month = ((parts.month ?? 1) - 1) % 12
        let time = [parts.hour ?? 0, parts.minute ?? 0]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        self.init(
            iso: date.formatted(.iso8601),
            text: "\(day) \(Self.months[month]) \(year), \(time) UTC",
            german: "\(day). \(Self.germanMonths[month]) \(year), \(time) UTC",
            croatian: "\(day). \(Self.croatianMonths[month]) \(year)., \(time) UTC")
    }

    /// A day without a time, from `YYYY-MM-DD`; `nil` when it is none.
    init?(day date: String) {
        let parts = date.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return nil }
        let (year, month, day) = (parts[0], parts[1] - 1, parts[2])
        self.init(
            iso: date, text: "\(day) \(Self.months[month]) \(year)",
            german: "\(day). \(Self.germanMonths[month]) \(year)",
            croatian: "\(day). \(Self.croatianMonths[month]) \(year).")
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    private static let germanMonths = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember",
    ]

    /// In the genitive, as dates need them.
    private static let croatianMonths = [
        "siječnja", "veljače", "ožujka", "travnja", "svibnja", "lipnja", "srpnja", "kolovoza", "rujna",
        "listopada", "studenoga", "prosinca",
    ]
}
