import AuthDomain
import TestSupport
import Testing

@testable import AuthHTTP

/// Adding somebody in the console.
@Suite struct AdmissionTests {
    private static let path = "/admin/people/new"

    @Test func aNewPersonSignsInWithThePasswordThatIsShownOnce() async throws {
        try await HTTPWorld.run { world in
            let boss = try await world.add("boss", .admin)
            let admin = try await world.signedIn("boss")
            _ = try await admin.get(Self.path)
            let page = try await admin.post(
                Self.path, [("username", " Nova "), ("display_name", "Nova Žarić"), ("email", "nova@example.com")])
            let start = try #require(page.body.firstRange(of: "data-testid=\"handed-code\">"))
            let password = String(page.body[start.upperBound...].prefix { $0 != "<" })
            #expect(password.utf8.count == 11)
            let nova = try #require(try await world.stores.accounts.account(named: "nova"))
            #expect(nova.username.text == "Nova" && nova.role == .person && nova.email == "nova@example.com")
            let entries = try await world.stores.audit.entries(of: nova.id.text, after: 0, limit: 5)
            #expect(entries.map(\.fields.actor) == ["administrator:\(boss.id.text)"])
            #expect(try await admin.get("/admin/people?q=%C5%BEari").body.contains(">Nova Žarić<"))
            let browser = Browser(world)
            #expect(try await browser.signIn("nova", password: password).path.hasPrefix("/profile"))
        }
    }

    @Test(arguments: [
        ("", "Name", ""), ("a\u{202E}b", "Name", ""), (String(repeating: "x", count: 65), "", ""),
        ("ok", String(repeating: "n", count: 129), ""), ("ok", "two\u{2028}lines", ""), ("ok", "", "no address"),
        ("ok", "", "a@b@c"), ("ok", "", "a@b.example,c@d.example"), ("boss", "", ""), ("BOSS", "", ""),
    ])
    func whatCannotBeIsToldAndNobodyIsAdded(_ username: String, _ name: String, _ email: String) async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("boss", .admin)
            let admin = try await world.signedIn("boss")
            _ = try await admin.get(Self.path)
            let page = try await admin.post(
                Self.path, [("username", username), ("display_name", name), ("email", email)])
            #expect(page.status == 422 && page.body.contains("id=\"problem\""))
            #expect(try await world.stores.accounts.accounts(prefix: "", after: nil, limit: 10).count == 1)
        }
    }

    @Test(arguments: [Account.Role.person, .helpdesk, .auditor])
    func nobodyElseAddsPeople(_ role: Account.Role) async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("visitor", role)
            let browser = try await world.signedIn("visitor")
            let refused = role.isStaff ? 403 : 404
            #expect(try await browser.get(Self.path).status == refused)
            let token = Browser.value(
                after: "name=\"csrf\" value=\"", in: try await browser.get("/profile").body)
            #expect(try await browser.post(Self.path, [("username", "nova")], csrf: token).status == refused)
            #expect(try await world.stores.accounts.account(named: "nova") == nil)
            #expect(!(try await browser.get("/admin/people").body.contains("href=\"\(Self.path)\"")))
        }
    }

    @Test func ofManyWhoAddOneNameOneDoes() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("boss", .admin)
            let boss = try #require(try await world.stores.accounts.account(named: "boss"))
            let form = People.Admission.Form(username: "nova", displayName: "", email: "")
            let won = try await race(8) { _ in
                do {
                    _ = try await world.services.helpDesk.admission.add(form, by: boss, source: Sample.source)
                    return true
                } catch let problem as People.Admission.Problem {
                    guard problem == .usernameTaken else { throw problem }
                    return false
                }
            }
            #expect(won.filter { $0 }.count == 1)
        }
    }
}
