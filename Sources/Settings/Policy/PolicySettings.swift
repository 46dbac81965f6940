import AuthDomain
import Foundation

extension Policy.Settings {
    /// Reads who must use a second factor, and from when.
    ///
    /// - Configuration keys:
    ///   - `policy.mandatoryFrom` (date `YYYY-MM-DD`): until the beginning of that day (UTC) the
    ///     app lets people in without a device; not set: mandatory at once
    ///   - `policy.deviceLimit` (whole number, default 5, 1…20): devices per person
    init(reader: inout SettingReader) {
        self.init(deviceLimit: reader.number("policy.deviceLimit", default: 5, in: 1...20))
        guard let text = reader.text("policy.mandatoryFrom") else { return }
        guard let date = Self.day(text) else {
            reader.report("policy.mandatoryFrom", "must be a date like 2027-03-05")
            return
        }
        mandatoryFrom = Instant(milliseconds: Int64(date.timeIntervalSince1970) * 1000)
        mandatoryFromDate = text
    }

    private static func day(_ text: String) -> Date? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.map(\.count) == [4, 2, 2],
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let components = DateComponents(
            year: Int(parts[0]), month: Int(parts[1]), day: Int(parts[2]))
        guard let date = calendar.date(from: components),
            calendar.dateComponents([.year, .month, .day], from: date) == components
        else { return nil }
        return date
    }
}
