import AuthDomain
import Foundation

/// The tables of `docs/roles.md`, as a reader would understand them.
struct RolesDocument {
    struct Rule: Equatable {
        var roles: Set<Account.Role>
        var needsFreshProof: Bool
    }

    /// By the name of the permission.
    private(set) var permissions: [String: Rule] = [:]
    /// The permission of each route, by `METHOD /path` without a slash at the end.
    private(set) var routes: [String: String] = [:]

    /// Reads the document of this repository.
    init(file: String = #filePath) throws {
        var root = URL(fileURLWithPath: file)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let text = try String(contentsOf: root.appending(path: "docs/roles.md"), encoding: .utf8)
        for line in text.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.dropFirst().split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces.union(CharacterSet(charactersIn: "`"))) }
            if cells.count == 7 {
                let roles: [Account.Role] = [.helpdesk, .auditor, .admin]
                let allowed = zip(roles, cells[2...4]).filter { $0.1 == "yes" }.map(\.0)
                permissions[cells[0]] = Rule(roles: Set(allowed), needsFreshProof: cells[5] == "fresh")
            } else if cells.count == 3, cells[0].contains(" /") {
                routes[Self.normal(cells[0])] = cells[1]
            }
        }
    }

    /// A route without the slash at its end.
    static func normal(_ route: String) -> String {
        route.hasSuffix("/") ? String(route.dropLast()) : route
    }

    /// The rule of a route; `nil` when the document does not have it.
    func rule(of route: String) -> Rule? {
        routes[route].flatMap { permissions[$0] }
    }
}
