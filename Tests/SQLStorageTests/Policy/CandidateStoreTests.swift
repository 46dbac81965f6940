import AuthDomain
import TestSupport
import Testing

/// A walk over everybody meets each once, and says of whom a document would keep out.
@Suite struct CandidateStoreTests {
    private let strict = """
        {"everyone": {"app": "mandatory"}, "groups": [
            {"group": "guests", "rules": {"app": "off"}},
            {"group": "new", "rules": {"grace": {"days": 5}}}]}
        """

    @Test(arguments: StorageUnderTest.all)
    func itSaysWhoWouldBeKeptOutAndWhy(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            var people: [String: Account] = [:]
            for name in ["Anna", "ben", "cleo", "dora", "emil", "fina", "gone"] {
                people[name] = try await stores.add(Sample.account(name, isDisabled: name == "gone"))
            }
            func person(_ name: String) -> Account { Sample.required(people[name]) }
            try await stores.add(Sample.phone(of: person("ben")), of: person("ben"))
            try await stores.addGroup("guests", person("cleo"))
            try await stores.addGroup("new", person("dora"), person("emil"))
            _ = try await stores.policies.begin(
                Policy.Grace(deadline: Sample.morning - .days(1), signInsLeft: nil), for: person("emil").id,
                recording: Sample.record(.graceBegun, person("emil")))
            _ = try await stores.policies.set(
                Policy.Exemption(reason: "waits", expiresAt: Sample.morning + .days(1)), for: person("fina").id,
                recording: Sample.record(.exemptionChanged, person("fina")))
            for size in [1, 2, 3, 100] {
                let simulation = Policy.Simulation(
                    store: stores.candidates, base: Policy.Settings(), pageSize: size)
                var found: [String] = []
                var looked = 0
                var after: String?
                repeat {
                    let page = try await simulation.page(
                        under: Sample.policy(strict), in: "countersign-app", at: Sample.morning, after: after)
                    looked += page.looked
                    found += page.blocked.map { "\($0.username.text) \($0.layer.text) \($0.graceDays)" }
                    after = page.next
                } while after != nil
                #expect(found == ["Anna everyone 0", "dora everyone 5", "emil everyone 0"])
                #expect(looked == 6)
            }
        }
    }
}
