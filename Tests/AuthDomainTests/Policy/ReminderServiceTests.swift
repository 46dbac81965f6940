import AuthDomain
import TestSupport
import Testing

/// Who has no factor is reminded of the day, once for each reminder, however many servers do it.
@Suite struct ReminderServiceTests {
    private let march = """
        {"everyone": {"app": {"mandatoryFrom": "2027-03-05", "timeZone": "Europe/Zagreb"}, "reminderDays": [7, 30, 1]},
         "groups": [{"group": "sales", "rules": {"app": "mandatory"}}]}
        """
    private let day = Sample.morning + .days(49) - .hours(9)

    @Test func theLastOneThatIsDueCounts() {
        let policy = Policy.Settings()
        func reminder(_ moment: Instant) -> Int? {
            Policy.Reminder(policy.decision(under: Sample.policy(march), at: moment), at: moment)?.daysBefore
        }
        #expect(reminder(day - .days(30) - .milliseconds(1)) == nil)
        #expect(reminder(day - .days(30)) == 30)
        #expect(reminder(day - .days(7) - .milliseconds(1)) == 30)
        #expect(reminder(day - .days(7)) == 7)
        #expect(reminder(day - .days(1)) == 1)
        #expect(reminder(day - .milliseconds(1)) == 1)
        #expect(reminder(day) == nil)
    }

    @Test func eachPersonIsRemindedOnceAlsoByServersThatRace() async throws {
        try await World.run { world in
            for number in 0..<12 { _ = try await world.addAccount("person\(number)") }
            let ready = try await world.addAccount("ready")
            try await world.stores.add(Sample.phone(of: ready), of: ready)
            let sales = try await world.addAccount("sales")
            try await world.stores.addGroup("sales", sales)
            try await world.stores.savePolicy(march)
            try await walk(world)
            #expect(try await reminded(world).isEmpty)
            world.clock.set(day - .days(30))
            _ = try await race(8) { _ in try await walk(world) }
            #expect(try await reminded(world).count == 12)
            world.clock.advance(by: .days(1))
            try await walk(world)
            #expect(try await reminded(world).count == 12)
            world.clock.set(day - .days(7))
            try await walk(world)
            #expect(try await reminded(world).count == 24)
            // The same day under another document: nobody is told again.
            try await world.stores.savePolicy(march.replacing("[7, 30, 1]", with: "[7, 30, 2]"))
            try await walk(world)
            #expect(try await reminded(world).count == 24)
            #expect(try await world.stores.auditFlaws().isEmpty)
        }
    }

    @Test func anAdministratorAsksOnceADayAndNobodyIsToldTwiceOfTheSameDay() async throws {
        try await World.run { world in
            for name in ["maria", "ben", "cleo"] { _ = try await world.addAccount(name) }
            let guest = try await world.addAccount("guest")
            let sales = try await world.addAccount("sales")
            try await world.stores.addGroup("guests", guest)
            try await world.stores.addGroup("sales", sales)
            try await world.stores.savePolicy(
                """
                {"everyone": {"app": {"mandatoryFrom": "2027-03-05", "timeZone": "Europe/Zagreb"}},
                 "groups": [{"group": "sales", "rules": {"app": "mandatory"}}, {"group": "guests", "rules": {"app": "off"}}]}
                """)
            let asked = try await race(8) { _ in
                try await service(world).request(by: .commandLine, source: Sample.source)
            }
            #expect(asked.filter(\.self).count == 1)
            _ = try await race(4) { _ in try await walk(world) }
            let told = try await reminded(world)
            #expect(told.count == 4)
            #expect(!told.contains(guest.id.text))
            world.clock.advance(by: .days(1))
            #expect(try await service(world).request(by: .commandLine, source: Sample.source))
            try await walk(world)
            #expect(try await reminded(world).count == 4)
        }
    }

    /// Steps until nothing is left to do today.
    private func walk(_ world: World) async throws {
        let service = service(world)
        while try await service.step() {}
    }

    private func service(_ world: World) -> Policy.ReminderService {
        Policy.ReminderService(
            policies: world.policies, candidates: world.stores.candidates, store: world.stores.reminders,
            accounts: world.stores.accounts, composer: PlainComposer(), random: world.random, clock: world.clock,
            pageSize: 3)
    }

    private func reminded(_ world: World) async throws -> [String] {
        try await world.stores.outbox.newest(limit: 100).filter { $0.subject == "policy-reminder" }.map(\.account.text)
    }
}
