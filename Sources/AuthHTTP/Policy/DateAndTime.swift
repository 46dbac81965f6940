import AuthDomain
import Foundation

extension Instant {
    /// Reads `2027-03-05T08:00`, as a browser's field for date and time gives it, in UTC; `nil` when it is none.
    init?(dateAndTime text: String) {
        guard text.utf8.count == 16,
            let date = try? Date(text + ":00Z", strategy: .iso8601)
        else { return nil }
        self.init(milliseconds: Int64(date.timeIntervalSince1970) * 1000)
    }
}
