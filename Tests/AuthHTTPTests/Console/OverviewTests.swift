import AuthDomain
import TestSupport
import Testing

@testable import AuthHTTP

/// What the overview shows, and that it follows the audit log.
@Suite struct OverviewTests {
    @Test func theNavigationLeadsWhereEachRoleMayGo() async throws {
        try await HTTPWorld.run { world in
            for role in [Account.Role.helpdesk, .auditor, .admin] {
                _ = try await world.add("the-\(role.rawValue)", role)
                let browser = try await world.signedIn("the-\(role.rawValue)")
                let page = try await browser.get("/admin/").body
                for section in ConsoleSection.allCases {
                    let isLinked = page.contains("class=\"tab\" href=\"\(section.path)\"")
                    #expect(isLinked == role.allows(section.permission), "\(role) \(section)")
                    let status = try await browser.get(section.path).status
                    #expect(status == (isLinked ? 200 : 403), "\(role) \(section)")
                }
            }
        }
    }

    @Test func signInsAndRefusalsShowOnceTheyAreCounted() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("ada", .admin)
            let browser = try await world.signedIn("ada")
            try await world.stores.audit.append(
                Audit.Entry(
                    .codeRefused, account: maria.id, by: .person,
                    details: [Audit.Detail("reason", "used")], at: world.clock.now,
                    source: Sample.source))
            let before = try await browser.get("/admin/").body
            #expect(before.contains("On the web: 0") && before.contains("The first count comes"))
            #expect(!before.contains("Code that was used already"))

            world.clock.advance(by: .minutes(2))
            try await Console.Bookkeeping(store: world.stores.console, clock: world.clock).catchUp()
            let after = try await browser.get("/admin/").body
            #expect(after.contains("On the web: 1") && after.contains("Refused: 1"))
            #expect(after.contains("Code that was used already"))
            #expect(after.contains("2 of 2 people have registered"))
            #expect(after.contains("class=\"bar-portal\""))
        }
    }

    @Test func whatNeedsAttentionIsNamed() async throws {
        try await HTTPWorld.run(channels: [.email]) { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("ada", .admin)
            let browser = try await world.signedIn("ada")
            let alone = try await browser.get("/admin/").body
            #expect(alone.contains("There is no second administrator"))
            _ = try await world.add("ben", .admin)
            #expect(try await browser.get("/admin/").body.contains("Nothing. All is well."))
            try await world.stores.outbox.put(
                Sample.record(
                    .messageTested, maria,
                    messages: [Sample.message(for: maria.id, at: world.clock.now + .minutes(9))]))
            #expect(try await browser.get("/admin/").body.contains("The clock of this server is behind."))
            world.clock.advance(by: .minutes(25))
            #expect(try await browser.get("/admin/").body.contains("Messages have been waiting since"))
        }
    }

    @Test func aShareIsDrawnAgainstTheDayFromWhichItIsMandatory() throws {
        let first = Sample.morning.dayBeginning
        let days = (0..<10).map {
            Console.DayShare(day: first + .days($0), people: 200, registered: 20 * $0)
        }
        let chart = try #require(ShareChart(days, mandatoryFrom: first + .days(20)))
        #expect(chart.percent == 90 && chart.rows.count == 10)
        #expect(chart.points.hasPrefix("\(Plot.left),\(Plot.bottom) "))
        #expect(chart.deadline?.x == Plot.right && chart.deadline?.anchor == "end")
        #expect(chart.lastX < Plot.right)
        #expect(ShareChart([], mandatoryFrom: nil) == nil)
        // A date long ago, or years away, does not squeeze the line.
        #expect(ShareChart(days, mandatoryFrom: first - .days(1))?.deadline == nil)
        #expect(ShareChart(days, mandatoryFrom: first + .days(4000))?.deadline == nil)
        #expect(ShareChart([Console.DayShare(day: first, people: 0, registered: 0)], mandatoryFrom: nil) == nil)
        // One day, nobody registered.
        let empty = try #require(
            ShareChart([Console.DayShare(day: first, people: 1, registered: 0)], mandatoryFrom: nil))
        #expect(empty.percent == 0 && empty.points == "\(Plot.left),\(Plot.bottom)")
    }

    @Test(arguments: [0, 1, 3, 999, Int.max / 3])
    func barsStayInsideTheChart(count: Int) {
        let hour = Sample.morning.hourBeginning
        let chart = HoursChart(
            [.portalSignedIn, .phoneSignedIn, .codeRefused].map {
                Console.HourCount(hour: hour, action: $0, reason: "", count: count)
            }, now: Sample.morning)
        #expect(chart.rows.count == 24 && chart.portal == count)
        #expect(chart.bars.count == (count == 0 ? 0 : 3))
        for bar in chart.bars {
            #expect(bar.y >= Plot.top - 6 && bar.y + bar.height <= Plot.bottom)
            #expect(bar.x >= Plot.left && bar.x + bar.width <= Plot.right)
        }
    }
}
