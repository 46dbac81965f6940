import AuthDomain
import Foundation

/// Some thousand lines of an import, which are added in one transaction: all of them or none.
struct ImportBatch {
    /// The people to add, with the numbers of their lines.
    private(set) var people: [(number: Int, item: ImportedAccount)] = []
    /// Lines that cannot be added, and why; in ascending order.
    private(set) var problems: [(number: Int, sentence: String)] = []
    private var bytes = 0
    private let begin = ContinuousClock.now

    /// Whether it holds no line.
    var isEmpty: Bool { people.isEmpty && problems.isEmpty }

    /// Whether it is time to commit: for the memory it takes, or because hashing passwords is slow
    /// and an interrupted run should lose little.
    ///
    /// Identifiers are random, so the more rows a transaction has, the more of them share the pages
    /// of an index that it reads and writes.
    var isFull: Bool {
        people.count + problems.count >= 16_384 || bytes >= 16 * 1024 * 1024
            || begin.duration(to: .now) >= .seconds(2)
    }

    /// Takes one line.
    mutating func take(_ text: String, number: Int, reading: ImportLineReading) async throws {
        bytes += text.utf8.count
        do {
            people.append((number, try await reading.account(text, number: number)))
        } catch let problem as ImportLineReading.Problem {
            problems.append((number, problem.sentence))
        }
    }

    /// The problems of all lines once it is known who was added.
    func problems(added: [Bool]) -> [(number: Int, sentence: String)] {
        let taken = zip(people, added).filter { !$1 }.map { person, _ in
            (number: person.number, sentence: "has a username that is taken")
        }
        return taken.isEmpty ? problems : (problems + taken).sorted { $0.number < $1.number }
    }
}
