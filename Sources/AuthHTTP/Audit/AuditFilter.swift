import AuthDomain
import Foundation
import Hummingbird

/// What a search of the audit log asks for, as the address of its page says it.
struct AuditFilter: Sendable {
    /// The username as typed.
    let person: String
    let action: Audit.Action?
    /// The first day, `YYYY-MM-DD`, as typed; empty: from the beginning.
    let from: String
    /// The last day.
    let until: String
    let after: Audit.Position?

    /// Reads the query of `request`; what is no text of ours counts as empty.
    init(_ request: Request) {
        func text(_ name: String) -> String {
            let value = request.uri.queryParameters.get(name).flatMap { NormalText.read($0) } ?? ""
            return value.trimmingSpaces().utf8.count <= 256 ? value.trimmingSpaces() : ""
        }
        person = text("person")
        action = Audit.Action(rawValue: text("action"))
        from = text("from")
        until = text("until")
        after = Audit.Position(text("after"))
    }

    /// Why it cannot be answered.
    enum Problem: Error {
        case noSuchPerson
        case noSuchDay
    }

    /// What to ask the log for.
    func query(accounts: any AccountStore) async throws -> Audit.Query {
        var query = Audit.Query(action: action)
        query.from = try Self.day(from)
        query.until = try Self.day(until).map { $0 + .days(1) }
        if !person.isEmpty {
            guard let username = Username(person), let account = try await accounts.account(named: username.key)
            else { throw Problem.noSuchPerson }
            query.chain = account.id.text
        }
        return query
    }

    /// The address of the page at `path` with the same filter, from `position` on.
    func address(_ path: String, after position: Audit.Position? = nil, more: String = "") -> String {
        let fields = [
            ("person", person), ("action", action?.rawValue ?? ""), ("from", from), ("until", until),
            ("after", position?.text ?? ""),
        ].filter { !$0.1.isEmpty }.map { "\($0.0)=\(LocalPath.encode($0.1))" }
        let query = (fields + (more.isEmpty ? [] : [more])).joined(separator: "&")
        return query.isEmpty ? path : "\(path)?\(query)"
    }

    /// The beginning of a day in UTC; `nil` for an empty text.
    private static func day(_ text: String) throws -> Instant? {
        guard !text.isEmpty else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year >= 1970
        else { throw Problem.noSuchDay }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let components = DateComponents(year: year, month: month, day: day)
        guard components.isValidDate(in: calendar), let date = calendar.date(from: components) else {
            throw Problem.noSuchDay
        }
        return Instant(milliseconds: Int64(date.timeIntervalSince1970) * 1000)
    }
}
