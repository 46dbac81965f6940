import AuthDomain
import Foundation

/// Adds people from lines of JSON or a table. While one batch is being committed the next one is read.
struct AccountImport {
    private let accounts: any AccountStore
    private let reading: ImportLineReading
    private let say: (String) -> Void

    /// What became of the lines.
    struct Summary: Equatable {
        /// People added.
        var added = 0
        /// Lines that were not added.
        var skipped = 0
    }

    /// How long no progress is reported.
    private static let silence = Duration.seconds(5)

    /// Adds to `installation`; progress and what is wrong with lines goes to `say`.
    init(installation: Installation, say: @escaping (String) -> Void) {
        accounts = installation.accounts
        reading = ImportLineReading(installation: installation)
        self.say = say
    }

    /// Adds everyone in `lines`.
    ///
    /// Batches that were committed stay when a later one fails or the process ends; the next run
    /// skips them.
    func run(_ lines: LineReader) async throws -> Summary {
        var lines = NumberedLines(lines: lines)
        let store = accounts
        var summary = Summary()
        var progress = Rate(silence: Self.silence)
        var batch = try await nextBatch(&lines)
        while !batch.isEmpty {
            let people = batch.people.map(\.item)
            async let added = store.add(people)
            let next = try await nextBatch(&lines)
            let answers = try await added
            let problems = batch.problems(added: answers)
            for problem in problems { say("line \(problem.number) \(problem.sentence)") }
            summary.skipped += problems.count
            summary.added += answers.count { $0 }
            if let rate = progress.report(summary.added + summary.skipped) {
                say("\(summary.added) people added, \(summary.skipped) lines skipped, \(rate) lines per second")
            }
            batch = next
        }
        return summary
    }

    private func nextBatch(_ lines: inout NumberedLines) async throws -> ImportBatch {
        var batch = ImportBatch()
        while !batch.isFull, let line = try lines.next() {
            try await batch.take(line.text, number: line.number, reading: reading)
        }
        return batch
    }
}

/// Lines of the import, with their numbers in the file.
private struct NumberedLines {
    var lines: LineReader
    private var number = 0
    private var reading = People.ImportLines()

    init(lines: LineReader) {
        self.lines = lines
    }

    mutating func next() throws -> People.ImportLine? {
        while let text = try lines.next() {
            number += 1
            let plain = number == 1 && text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
            if let line = try reading.take(plain, number: number) { return line }
        }
        return reading.finish()
    }
}

/// How fast work goes, said now and then.
private struct Rate {
    let silence: Duration
    private var last = ContinuousClock.now
    private var lastCount = 0

    init(silence: Duration) {
        self.silence = silence
    }

    /// What was done per second since the last report; `nil` when that was a short while ago.
    mutating func report(_ count: Int) -> Int? {
        let now = ContinuousClock.now
        let span = last.duration(to: now)
        guard span >= silence else { return nil }
        defer { (last, lastCount) = (now, count) }
        return Int(Double(count - lastCount) / (span / .seconds(1)))
    }
}
