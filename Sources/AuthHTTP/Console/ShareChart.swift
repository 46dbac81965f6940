import AuthDomain

/// The share of people who have registered something, day by day, against the day from which they must.
struct ShareChart: Sendable {
    /// A day in the table.
    struct Row: Sendable {
        var day: Moment
        var registered: Int
        var people: Int
        var percent: Int
    }

    /// The day from which it is mandatory.
    struct Deadline: Sendable {
        var x: Int
        var anchor: String
        /// Where the text stands, a little beside the line.
        var labelX: Int
        var day: String
    }

    /// The newest share.
    var percent: Int
    var registered: Int
    var people: Int
    /// The points of the line, as SVG writes them.
    var points: String
    /// The newest point.
    var lastX: Int
    var lastY: Int
    var lines: [Plot.Line]
    var ticks: [Plot.Tick]
    var deadline: Deadline?
    /// Oldest first.
    var rows: [Row]

    /// Draws `days`, oldest first; `nil` without any, or while nobody was counted.
    init?(_ days: [Console.DayShare], mandatoryFrom: Instant?) {
        guard let first = days.first, let last = days.last, last.people > 0 else { return nil }
        percent = last.percent
        registered = last.registered
        people = last.people
        // A deadline within a year belongs into the picture; a later one would leave no room.
        let shown = mandatoryFrom.flatMap { $0 > first.day && $0 < last.day + .days(366) ? $0 : nil }
        let end = max(last.day, shown?.dayBeginning ?? last.day, first.day + .days(7))
        let span = first.day...end
        points = days.map { "\(Plot.x($0.day, in: span)),\(Plot.bottom - Plot.height($0.percent, of: 100))" }
            .joined(separator: " ")
        lastX = Plot.x(last.day, in: span)
        lastY = Plot.bottom - Plot.height(last.percent, of: 100)
        lines = [0, 50, 100].map {
            Plot.Line(y: Plot.bottom - Plot.height($0, of: 100), label: "\($0) %")
        }
        ticks = [
            Plot.Tick(x: Plot.left, label: Moment(day: first.day).text, anchor: "start"),
            Plot.Tick(x: Plot.right, label: Moment(day: end).text, anchor: "end"),
        ]
        deadline = shown.map { moment in
            let x = Plot.x(moment, in: span)
            let isLeft = x > (Plot.left + Plot.right) / 2
            return Deadline(
                x: x, anchor: isLeft ? "end" : "start", labelX: isLeft ? x - 8 : x + 8,
                day: Moment(day: moment).text)
        }
        rows = days.map {
            Row(day: Moment(day: $0.day), registered: $0.registered, people: $0.people, percent: $0.percent)
        }
    }
}

extension Moment {
    /// The day of `instant`, UTC, as `YYYY-MM-DD`.
    init(day instant: Instant) {
        let iso = Moment(instant).iso
        let day = String(iso.prefix { $0 != "T" })
        self.init(iso: day, text: day)
    }
}
