import AuthDomain
import HTTPTypes
import SQLStorage
import TestSupport
import Testing

@testable import AuthHTTP

/// The list of people, as each role sees it, and what strangers' addresses do to it.
@Suite struct PeoplePagesTests {
    private static let staff: [Account.Role] = [.helpdesk, .auditor, .admin]

    @Test(arguments: staff)
    func peopleAreFoundPageByPageAndBack(_ role: Account.Role) async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("staff", role)
            for number in 10..<65 { try await world.addPerson("Mila\(number)") }
            let browser = try await world.signedIn("staff")
            let first = try await browser.get("/admin/people?q=MILA")
            #expect(first.body.contains(">Mila10<") && first.body.contains(">Mila34<"))
            #expect(!first.body.contains(">Mila35<") && !first.body.contains("Previous page"))
            let second = try await browser.get(try link("next", first))
            #expect(second.body.contains(">Mila35<") && second.body.contains(">Mila59<"))
            let third = try await browser.get(try link("next", second))
            #expect(third.body.contains(">Mila60<") && third.body.contains(">Mila64<"))
            #expect(!third.body.contains("Next page"))
            let back = try await browser.get(try link("prev", third))
            #expect(back.body.contains(">Mila35<") && !back.body.contains(">Mila60<"))
            #expect(try await browser.get(try link("prev", back)).body.contains(">Mila10<"))
        }
    }

    @Test func addressesStayOutOfTheListAndTheHelpDeskTypesThemWhole() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.addPerson("maria")
            for role in Self.staff { _ = try await world.add("my\(role.rawValue)", role) }
            try await world.stores.tamper(
                "UPDATE accounts SET email = NULL, email_key = NULL WHERE username <> $1", [.text("maria")])
            for role in Self.staff {
                let browser = try await world.signedIn("my\(role.rawValue)")
                let whole = try await browser.get("/admin/people?q=Maria@Example.com")
                #expect(whole.body.contains(">Sample of maria<"))
                // The field alone shows what was typed.
                #expect(whole.body.ranges(of: "example.com").count == 0)
                let part = try await browser.get("/admin/people?q=maria@ex")
                #expect(part.body.contains(">Sample of maria<") == (role != .helpdesk))
                let person = try await browser.get("/admin/people?q=maria").body
                #expect(person.contains(">Sample of maria<") && !person.contains("@example.com"))
            }
        }
    }

    @Test func filtersShowThoseInTheirState() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("desk", .helpdesk)
            _ = try await world.add("ready", .person)
            _ = try await world.add("nova", .person, hasFactor: false)
            let browser = try await world.signedIn("desk")
            let page = try await browser.get("/admin/people?show=no-device")
            #expect(page.body.contains(">nova<") && !page.body.contains(">ready<"))
            #expect(page.body.contains("<option value=\"no-device\" selected>"))
            let all = try await browser.get("/admin/people?show=everything")
            #expect(all.body.contains(">nova<") && all.body.contains(">ready<"))
            #expect(try await browser.get("/admin/people?show=locked").body.contains("There is nobody to show."))
        }
    }

    @Test(arguments: [
        "q=%3Cscript%3E", "q=%00", "q=%FF%FE", "q=%E2%80%AE", "q=\(String(repeating: "a", count: 3000))",
        "after=0.AAAA.AAAA", "after=9.bQ.bQ", "after=0..", "after=3.bQ", "after=%00%FF", "after=0.gICA.bQ",
        "after=0.\(String(repeating: "bW1t", count: 200)).bQ", "show=%00", "show=admin%27%20OR%201=1",
        "q=m&after=0.bQ.bQ&trail=~~~-~x~%00", "q=%25", "q=_", "q='", "q=a&q=b", "after=-1.bQ.bQ",
    ])
    func hostileAddressesFindNothingAndBreakNothing(_ query: String) async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("desk", .helpdesk)
            let browser = try await world.signedIn("desk")
            let page = try await browser.get("/admin/people?\(query)")
            #expect(page.status == 200, "\(query)")
            #expect(!page.body.contains("<script>") && !page.body.contains("%00"))
        }
    }

    @Test func theExportIsForAuditorsAndAdministratorsFreshAndRecorded() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.addPerson("maria")
            for role in Account.Role.allCases { _ = try await world.add("my\(role.rawValue)", role) }
            func exports() async throws -> Int {
                try await world.stores.audit.entries(
                    of: Audit.deploymentChain, after: 0, limit: 100
                ).filter { $0.fields.action == Audit.Action.peopleExported.rawValue }.count
            }
            for role in Account.Role.allCases {
                let browser = try await world.signedIn("my\(role.rawValue)")
                let before = try await exports()
                let question = try await browser.get("/admin/people/export")
                let csv = try await browser.get("/admin/people/export?format=csv")
                let json = try await browser.get("/admin/people/export?format=json&show=no-device")
                let mayExport = role == .auditor || role == .admin
                let status = mayExport ? 200 : role.isStaff ? 403 : 404
                for answer in [question, csv, json] { #expect(answer.status == status, "\(role)") }
                #expect(try await exports() == before + (mayExport ? 2 : 0))
                let list = try await browser.get("/admin/people").body
                #expect(list.contains("href=\"/admin/people/export\"") == mayExport)
                guard mayExport else { continue }
                #expect(csv.headers[.contentType]?.hasPrefix("text/csv") == true)
                #expect(csv.headers[.contentDisposition] == "attachment; filename=\"people.csv\"")
                #expect(csv.body.split(separator: "\r\n").count == 6, "headings and five people")
                #expect(csv.body.contains("\"maria@example.com\""))
                #expect(json.body.split(separator: "\n").count == 1 && json.body.contains("\"username\":\"maria\""))
                world.clock.advance(by: .minutes(11))
                let stale = try await browser.get("/admin/people/export?format=csv")
                #expect(stale.path == "/reauthenticate?next=/admin/people/export")
                #expect(try await exports() == before + 2)
            }
        }
    }

    @Test func anExportGoesOnPageAfterPage() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("eva", .auditor)
            let imports = (0..<1203).map { number in
                let account = Sample.account("p\(number)", email: nil)
                return ImportedAccount(
                    account: account, authenticator: nil, record: Sample.record(.accountAdded, account))
            }
            _ = try await world.stores.accounts.add(imports)
            let browser = try await world.signedIn("eva")
            let lines = try await browser.get("/admin/people/export?format=json").body.split(separator: "\n")
            #expect(lines.count == 1204 && Set(lines).count == 1204)
        }
    }

    private func link(_ rel: String, _ page: Browser.Answer) throws -> String {
        try #require(Browser.value(after: "rel=\"\(rel)\" href=\"", in: page.body))
    }
}
