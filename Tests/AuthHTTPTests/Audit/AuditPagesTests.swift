import AuthDomain
import HTTPTypes
import TestSupport
import Testing

@testable import AuthHTTP

/// The audit log's pages: what each role is told, and what leaves as a file.
@Suite struct AuditPagesTests {
    @Test func theHelpDeskLearnsWhyACodeWasRefused() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("maria", .person)
            _ = try await world.add("tom", .helpdesk)
            let desk = try await world.signedIn("tom")
            world.clock.advance(by: .seconds(30))
            let code = world.code(of: HTTPWorld.secret)
            let first = Browser(world)
            _ = try await first.signIn("maria")
            #expect(try await first.post("/sign-in/code", [("code", code)]).path == "/profile")
            let second = Browser(world)
            _ = try await second.signIn("maria")
            let refused = try await second.post("/sign-in/code", [("code", code)]).body
            let reference = try #require(Self.reference(refused))
            let page = try await desk.get("/admin/audit?reference=\(reference.lowercased())").body
            #expect(page.contains("had used already") && page.contains("(maria)"))
            #expect(page.contains(reference))
            #expect(!page.contains("/admin/audit/entries"), "and searches nothing else")
            let nothing = try await desk.get("/admin/audit?reference=AAAAAAAA")
            #expect(nothing.body.contains("Nothing is recorded under this reference."))
            for hostile in ["%00", "'%20OR%201=1", String(repeating: "x", count: 900), "%3Cb%3E"] {
                let answer = try await desk.get("/admin/audit?reference=\(hostile)")
                #expect(answer.status == 200 && !answer.body.contains("<b>"))
            }
        }
    }

    @Test func auditorsSearchByPersonActionAndDay() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("rita", .auditor)
            let browser = try await world.signedIn("rita")
            for _ in 0..<60 {
                try await world.stores.audit.append(
                    Sample.entry(.languageChosen, maria.id, at: world.clock.now))
            }
            let start = "/admin/audit/entries"
            let first = try await browser.get(start + "?person=Maria&action=account.language-chosen").body
            #expect(first.components("<li class=\"row\">") == 50)
            let next = try #require(Browser.value(after: "<a class=\"button\" href=\"", in: first))
            #expect(try await browser.get(next).body.components("<li class=\"row\">") == 10)
            #expect(try await browser.get(start + "?person=rita").body.contains("sign-in.portal"))
            let today = Moment(day: world.clock.now).iso
            #expect(
                try await browser.get(start + "?action=sign-in.portal&from=\(today)&until=\(today)").body.contains(
                    "(rita)"))
            let before = try await browser.get(start + "?until=2001-01-01").body
            #expect(before.contains("Nothing here answers the search."))
            for bad in ["person=nobody", "from=2027-02-30", "until=yesterday", "from=9999999999"] {
                #expect(try await browser.get("\(start)?\(bad)").status == 422, "\(bad)")
            }
            #expect(try await browser.get(start + "?after=1.2.x&action=none").status == 200)
        }
    }

    @Test func aLinkOnAnotherSiteFetchesNoFile() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("rita", .auditor)
            let browser = try await world.signedIn("rita")
            for path in [
                "/admin/audit/export?format=csv", "/admin/people/export?format=json", "/profile/access/record",
            ] {
                for site in ["cross-site", "same-site"] {
                    #expect(try await browser.get(path, from: site).status == 400, "\(path) \(site)")
                }
                #expect(try await browser.get(path, from: "same-origin").status == 200, "\(path)")
            }
            let exports = try await world.stores.actions(of: nil).filter {
                [.auditExported, .peopleExported].contains($0)
            }
            #expect(exports.count == 2)
        }
    }

    @Test func whoLosesTheRoleGetsNoMoreOfTheFile() async throws {
        try await HTTPWorld.run { world in
            let rita = try await world.add("rita", .auditor)
            let accounts = world.stores.accounts
            try await Download.checkAgain(.exportPeople, of: rita.id, in: accounts)
            await #expect(throws: PageProblem.self) {
                try await Download.checkAgain(.managePeople, of: rita.id, in: accounts)
            }
            try await world.stores.tamper("UPDATE accounts SET disabled = 1")
            await #expect(throws: PageProblem.self) {
                try await Download.checkAgain(.exportPeople, of: rita.id, in: accounts)
            }
        }
    }

    @Test func theHelpDeskSeesNoAddressAmongTheFacts() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            for (name, role) in [("tom", Account.Role.helpdesk), ("rita", .auditor)] {
                _ = try await world.add(name, role)
            }
            try await world.stores.audit.append(
                Audit.Entry(
                    .phoneApproved, account: maria.id, by: .person,
                    details: [Audit.Detail("new address", "198.51.100.77"), Audit.Detail("model", "Pixel 8")],
                    at: world.clock.now,
                    source: RequestSource(address: "192.0.2.7", userAgent: "Test/1.0", reference: "REFERENC")))
            let path = "/admin/audit?reference=REFERENC"
            let desk = try await world.signedIn("tom").get(path).body
            #expect(desk.contains("Pixel 8") && !desk.contains("198.51.100.77") && !desk.contains("192.0.2.7"))
            #expect(try await world.signedIn("rita").get(path).body.contains("198.51.100.77"))
        }
    }

    @Test func theLogLeavesAsAFileAndThatIsRecorded() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            let rita = try await world.add("rita", .auditor)
            let browser = try await world.signedIn("rita")
            for number in 0..<1100 {
                try await world.stores.audit.append(
                    Audit.Entry(
                        .languageChosen, account: maria.id, by: .person, subject: "=cmd|'\(number)\"",
                        at: world.clock.now, source: Sample.source))
            }
            let filter = "person=maria&action=account.language-chosen"
            let csv = try await browser.get("/admin/audit/export?format=csv&\(filter)")
            #expect(csv.headers[.contentType]?.hasPrefix("text/csv") == true)
            #expect(csv.body.components("\r\n") == 1101)
            #expect(csv.body.contains("\"'=cmd|'7\"\"\""), "no spreadsheet runs it")
            let lines = try await browser.get("/admin/audit/export?format=jsonl&\(filter)").body
            #expect(lines.components("\n") == 1100 && lines.hasPrefix("{\"type\":\"entry\""))
            #expect(lines.contains("\"subject\":\"=cmd|'7\\\"\""))
            #expect(try await browser.get("/admin/audit/export?format=xml").status == 404)
            #expect(try await browser.get("/admin/audit/export?format=csv&person=nobody").status == 404)
            let entries = try await world.stores.audit.entries(
                of: Audit.deploymentChain, after: 0, limit: 9
            ).map(\.fields).filter { $0.action == "audit.exported" }
            #expect(entries.map(\.actor) == Array(repeating: Audit.Actor.auditor(rita.id).text, count: 2))
        }
    }

    private static func reference(_ page: String) -> String? {
        guard let place = page.firstRange(of: "For the help desk") else { return nil }
        return page[place.upperBound...].firstRange(of: "mono\">").map {
            String(page[$0.upperBound...].prefix { $0 != "<" })
        }
    }
}

extension String {
    /// How often `part` occurs.
    fileprivate func components(_ part: String) -> Int {
        ranges(of: part).count
    }
}
