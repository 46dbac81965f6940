import AuthDomain
import Hummingbird
import TestSupport
import Testing

@testable import AuthHTTP

/// What `docs/roles.md` says is what the program does.
@Suite struct RolesTableTests {
    @Test func theDocumentNamesEveryPermissionAsItIs() throws {
        let document = try RolesDocument()
        #expect(Set(document.permissions.keys) == Set(Console.Permission.allCases.map(\.rawValue)))
        for permission in Console.Permission.allCases {
            #expect(
                document.permissions[permission.rawValue]
                    == RolesDocument.Rule(
                        roles: permission.roles, needsFreshProof: permission.needsFreshProof),
                "\(permission.rawValue)")
            #expect(!Account.Role.person.allows(permission))
        }
    }

    @Test func theDocumentNamesEveryRouteOfTheConsole() async throws {
        let document = try RolesDocument()
        try await HTTPWorld.run { world in
            let mounted = try Self.routes(world).map(\.name)
            #expect(Set(mounted) == Set(document.routes.keys))
        }
    }

    @Test func noRouteLetsAnybodyInWhomTheDocumentKeepsOut() async throws {
        let document = try RolesDocument()
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            for role in Account.Role.allCases {
                _ = try await world.add("the-\(role.rawValue)", role)
                let browser = try await world.signedIn("the-\(role.rawValue)")
                let token = try await Self.token(browser)
                for route in try Self.routes(world) {
                    let rule = try #require(document.rule(of: route.name), "\(route.name)")
                    for path in Self.paths(route.path, maria) {
                        let answer = try await Self.open(path, route.method, browser, token)
                        if role == .person {
                            #expect(answer.status == 404, "\(role) \(route.method) \(path)")
                        } else if rule.roles.contains(role) {
                            #expect(answer.status != 403, "\(role) \(route.method) \(path)")
                        } else {
                            #expect(answer.status == 403, "\(role) \(route.method) \(path)")
                        }
                    }
                }
            }
        }
    }

    @Test func whatIsDangerousAsksForAFreshProof() async throws {
        let document = try RolesDocument()
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("ada", .admin)
            let browser = try await world.signedIn("ada")
            let token = try await Self.token(browser)
            world.clock.advance(by: .minutes(11))
            for route in try Self.routes(world) {
                let rule = try #require(document.rule(of: route.name), "\(route.name)")
                for path in Self.paths(route.path, maria) {
                    let answer = try await Self.open(path, route.method, browser, token)
                    #expect(
                        answer.path.hasPrefix("/reauthenticate") == rule.needsFreshProof,
                        "\(route.method) \(path)")
                }
            }
        }
    }

    @Test func noRouteOpensToOneFactorOrToNobody() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("new", .admin, hasFactor: false)
            _ = try await world.add("ada", .admin)
            let beginner = Browser(world)
            _ = try await beginner.signIn("new")
            let half = Browser(world)
            _ = try await half.signIn("ada")
            for route in try Self.routes(world) where route.method == .get {
                for path in Self.paths(route.path, maria) {
                    #expect(try await beginner.get(path).path == "/profile/access/mobile/register")
                    #expect(try await half.get(path).path.hasPrefix("/sign-in/code"))
                    #expect(try await Browser(world).get(path).path.hasPrefix("/sign-in"))
                }
            }
        }
    }

    private struct Route {
        let method: HTTPRequest.Method
        let path: String
        var name: String { "\(method) \(path)" }
    }

    /// What is mounted under `/admin`.
    private static func routes(_ world: HTTPWorld) throws -> [Route] {
        try AuthRouter(services: world.services, site: world.site, assets: AssetStore()).build().routes
            .filter { $0.method != .head }
            .map { Route(method: $0.method, path: RolesDocument.normal($0.path.description)) }
            .filter { $0.path == "/admin" || $0.path.hasPrefix("/admin/") }
            .sorted { $0.name < $1.name }
    }

    /// The addresses that stand for a route's path: with `person`, and with every action there is.
    private static func paths(_ path: String, _ person: Account) -> [String] {
        let path = path.replacing("{id}", with: person.id.text).replacing("{name}", with: "crew")
            .replacing("{device}", with: Sample.id(Device.self).text)
        guard path.contains("{action}") else { return [path] }
        return StaffAction.allCases.map { path.replacing("{action}", with: $0.rawValue) }
    }

    private static func token(_ browser: Browser) async throws -> String {
        let page = try await browser.get("/profile").body
        return try #require(Browser.value(after: "name=\"csrf\" value=\"", in: page))
    }

    private static func open(
        _ path: String, _ method: HTTPRequest.Method, _ browser: Browser, _ token: String
    ) async throws -> Browser.Answer {
        method == .get
            ? try await browser.get(path)
            : try await browser.post(path, [("uses", "1"), ("hours", "4")], csrf: token)
    }
}
