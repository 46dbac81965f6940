import AuthDomain
import Hummingbird

/// What the address of a page of people says: what was typed, the filter, where the page begins, and where those
/// before it did.
struct PeopleQuery: Sendable {
    /// As typed, without outer white space; empty: nothing.
    let typed: String
    let filter: People.Filter?
    /// `nil`: the first page.
    let position: People.Position?
    /// The cursors of the pages before this one, oldest first; the first page's is ``first``.
    private let trail: [String]

    /// Stands for the first page in a trail.
    private static let first = "-"
    /// The longest trail, in bytes; of a longer one the oldest pages are forgotten.
    private static let longestTrail = 900

    init(_ request: Request) {
        func value(_ name: String) -> String {
            request.uri.queryParameters.get(name).flatMap { NormalText.read($0) } ?? ""
        }
        typed = value("q").trimmingSpaces()
        filter = People.Filter(rawValue: value("show"))
        let position = PeopleCursor.position(value("after"))
        self.position = position
        trail =
            position == nil
            ? []
            : value("trail").split(separator: "~").map(String.init).filter {
                $0 == Self.first || PeopleCursor.position($0) != nil
            }
    }

    /// What is looked for; `nil`: everybody, or nobody when something was typed that is in no name.
    var needle: People.Needle? { People.Needle(typed) }

    /// Whether something was typed that nobody can be found by.
    var isImpossible: Bool { !typed.isEmpty && needle == nil }

    /// The address of the page that begins behind `next`.
    func nextPath(_ next: People.Position) -> String {
        var pages = trail + [position.map { PeopleCursor.text($0) } ?? Self.first]
        while pages.count > 1, pages.reduce(0, { $0 + $1.utf8.count + 1 }) > Self.longestTrail {
            pages.removeFirst()
        }
        return path(after: PeopleCursor.text(next), trail: pages)
    }

    /// The address of the page before; the first one when nobody remembers. `nil`: this is the first.
    var previousPath: String? {
        guard position != nil else { return nil }
        guard let last = trail.last, last != Self.first else { return path(after: nil, trail: []) }
        return path(after: last, trail: Array(trail.dropLast()))
    }

    private func path(after cursor: String?, trail: [String]) -> String {
        var fields: [String] = []
        if !typed.isEmpty { fields.append("q=\(LocalPath.encode(typed))") }
        if let filter { fields.append("show=\(filter.rawValue)") }
        if let cursor { fields.append("after=\(cursor)") }
        if !trail.isEmpty { fields.append("trail=\(trail.joined(separator: "~"))") }
        return "/admin/people" + (fields.isEmpty ? "" : "?" + fields.joined(separator: "&"))
    }
}
