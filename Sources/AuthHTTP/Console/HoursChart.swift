import AuthDomain

/// Completed sign-ins and refusals of the last day, hour by hour.
struct HoursChart: Sendable {
    /// A part of an hour's bar.
    struct Bar: Sendable {
        var x: Int
        var y: Int
        var width: Int
        var height: Int
        /// `portal`, `phone` or `refused`.
        var kind: String
    }

    /// An hour in the table.
    struct Row: Sendable {
        var hour: Moment
        var portal: Int
        var phone: Int
        var refused: Int
    }

    var portal = 0
    var phone = 0
    var refused = 0
    var bars: [Bar] = []
    var lines: [Plot.Line]
    var ticks: [Plot.Tick]
    /// Oldest first.
    var rows: [Row]

    private static let hours = 24

    /// Draws the 24 hours that end with the one of `now`.
    init(_ counts: [Console.HourCount], now: Instant) {
        let last = now.hourBeginning
        let byHour = Dictionary(grouping: counts, by: \.hour)
        let hours = (0..<Self.hours).map { last - .hours(Self.hours - 1 - $0) }
        let rows = hours.map { hour in
            var row = Row(hour: Moment(hour), portal: 0, phone: 0, refused: 0)
            for count in byHour[hour] ?? [] {
                switch count.action {
                case .portalSignedIn: row.portal += count.count
                case .phoneSignedIn: row.phone += count.count
                default: row.refused += count.count
                }
            }
            return row
        }
        self.rows = rows
        let most = Plot.ceiling(max(4, rows.map { $0.portal + $0.phone + $0.refused }.max() ?? 0))
        let step = (Plot.right - Plot.left) / Self.hours
        for (index, row) in rows.enumerated() {
            portal += row.portal
            phone += row.phone
            refused += row.refused
            var top = 0
            for (kind, count) in [("portal", row.portal), ("phone", row.phone), ("refused", row.refused)]
            where count > 0 {
                // Nothing that happened is invisible.
                let height = max(2, Plot.height(count, of: most))
                bars.append(
                    Bar(
                        x: Plot.left + index * step + 3, y: Plot.bottom - top - height, width: step - 6,
                        height: height, kind: kind))
                top += height
            }
        }
        lines = [0, most / 2, most].map {
            Plot.Line(y: Plot.bottom - Plot.height($0, of: most), label: String($0))
        }
        ticks = stride(from: 0, to: Self.hours, by: 6).map { index in
            let time = rows[index].hour.iso.drop { $0 != "T" }.dropFirst().prefix(5)
            return Plot.Tick(x: Plot.left + index * step + step / 2, label: String(time))
        }
    }
}
