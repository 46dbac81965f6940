import AuthDomain
import TestSupport
import Testing

/// What every ``PolicyStore`` keeps: versions that nobody overwrites, and graces that begin once.
@Suite struct PolicyStoreTests {
    @Test(arguments: StorageUnderTest.all)
    func versionsAreCountedAndKept(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount()
            #expect(try await stores.policies.latest() == nil)
            #expect(try await stores.policies.look(at: maria.id).number == 0)
            #expect(try await stores.savePolicy(#"{"everyone": {"deviceLimit": 2}}"#) == .saved(1))
            #expect(try await stores.savePolicy(#"{"everyone": {"deviceLimit": 3}}"#) == .saved(2))
            let latest = try #require(try await stores.policies.latest())
            #expect(latest.number == 2)
            #expect(Sample.policy(latest.text).everyone.deviceLimit == 3)
            #expect(latest.savedBy == "person")
            let before = try await stores.policies.history(before: 2, limit: 10)
            #expect(before.map(\.number) == [1])
            #expect(try await stores.policies.look(at: maria.id).number == 2)
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofManyWhoSaveOverOneVersionOneWins(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let outcomes = try await race(20) { number in
                try await stores.policies.save(
                    Sample.policy(#"{"everyone": {"deviceLimit": \#(1 + number % 20)}}"#), over: 0,
                    recording: Sample.record(.policySaved, nil))
            }
            #expect(outcomes.filter { $0 == .saved(1) }.count == 1)
            #expect(outcomes.filter { $0 == .overtaken }.count == 19)
            #expect(try await stores.policies.history(before: nil, limit: 10).count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatDoesNotExistIsNotNamed(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            try await stores.addAccount()
            try await stores.addGroup("sales")
            let json = """
                {"groups": [{"group": "sales", "rules": {}}, {"group": "slaes", "rules": {}}],
                 "people": [{"person": "Maria", "rules": {}}, {"person": "mario", "rules": {}}]}
                """
            #expect(try await stores.savePolicy(json) == .unknown(["slaes", "mario"]))
            #expect(try await stores.policies.latest() == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aLookSeesThePersonAsTheyAre(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount()
            let ben = try await stores.add(Sample.account("ben"))
            try await stores.addGroup("sales", maria, ben)
            try await stores.addGroup("guests", maria)
            let exemption = Policy.Exemption(reason: "waits", expiresAt: Sample.morning + .days(2))
            #expect(
                try await stores.policies.set(
                    exemption, for: maria.id, recording: Sample.record(.exemptionChanged, maria)))
            let subject = try await stores.policies.look(at: maria.id).subject
            #expect(subject.username?.text == "maria")
            #expect(subject.groups == [Sample.group("guests"), Sample.group("sales")])
            #expect(subject.exemption == exemption)
            #expect(subject.grace == nil)
            #expect(try await stores.policies.look(at: ben.id).subject.exemption == nil)
            #expect(
                try await stores.policies.set(nil, for: maria.id, recording: Sample.record(.exemptionChanged, maria)))
            #expect(
                try await !stores.policies.set(nil, for: maria.id, recording: Sample.record(.exemptionChanged, maria)))
            #expect(try await stores.actions(of: maria.id).filter { $0 == .exemptionChanged }.count == 2)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anExemptionThatCountsIsNotReplaced(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount()
            @Sendable func begin(_ days: Int, at moment: Instant) async throws -> Bool {
                try await stores.policies.set(
                    Policy.Exemption(reason: "waits", expiresAt: moment + .days(days)), for: maria.id,
                    recording: Record(
                        Audit.Entry(
                            .exemptionChanged, account: maria.id, by: .commandLine, at: moment,
                            source: Sample.source)))
            }
            let begun = try await race(20) { number in try await begin(number + 1, at: Sample.morning) }
            #expect(begun.count { $0 } == 1)
            let end = try #require(try await stores.policies.look(at: maria.id).subject.exemption).expiresAt
            #expect(try await !begin(90, at: end - .milliseconds(1)))
            #expect(try await begin(90, at: end))
            #expect(try await stores.actions(of: maria.id).filter { $0 == .exemptionChanged }.count == 2)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aGraceBeginsOnceAndItsDeadlineStays(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount()
            let began = try await race(20) { number in
                try await stores.policies.begin(
                    Policy.Grace(deadline: Sample.morning + .days(1 + number), signInsLeft: 3), for: maria.id,
                    recording: Sample.record(.graceBegun, maria))
            }
            #expect(began.filter(\.self).count == 1)
            let grace = try #require(try await stores.policies.look(at: maria.id).subject.grace)
            let again = try await stores.policies.begin(
                Policy.Grace(deadline: Sample.morning + .days(30), signInsLeft: nil), for: maria.id,
                recording: Sample.record(.graceBegun, maria))
            #expect(!again)
            #expect(try await stores.policies.look(at: maria.id).subject.grace == grace)
            #expect(try await stores.actions(of: maria.id).filter { $0 == .graceBegun }.count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whoEverHadADeviceGetsNoGrace(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount()
            try await stores.add(Sample.phone(of: maria), of: maria)
            #expect(
                try await !stores.policies.begin(
                    Policy.Grace(deadline: Sample.morning + .days(1), signInsLeft: nil), for: maria.id,
                    recording: Sample.record(.graceBegun, maria)))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aGraceEndsForGoodWithTheFirstDevice(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount()
            let grace = Policy.Grace(deadline: Sample.morning + .days(7), signInsLeft: 3)
            #expect(try await stores.policies.begin(grace, for: maria.id, recording: Sample.record(.graceBegun, maria)))
            try await stores.add(Sample.phone(of: maria), of: maria)
            try await stores.tamper("UPDATE devices SET state = 'revoked'")
            #expect(try await stores.policies.look(at: maria.id).subject.grace == nil)
            #expect(try await !stores.policies.takeSignIn(ofGraceOf: maria.id, at: Sample.morning))
            let candidates = try await stores.candidates.candidates(after: nil, limit: 10)
            #expect(candidates.candidates.allSatisfy { $0.subject.grace == nil })
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func signInsOfAGraceAreCounted(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount()
            #expect(try await !stores.policies.takeSignIn(ofGraceOf: maria.id, at: Sample.morning))
            _ = try await stores.policies.begin(
                Policy.Grace(deadline: Sample.morning + .days(1), signInsLeft: 3), for: maria.id,
                recording: Sample.record(.graceBegun, maria))
            #expect(try await !stores.policies.takeSignIn(ofGraceOf: maria.id, at: Sample.morning + .days(1)))
            let taken = try await race(20) { _ in
                try await stores.policies.takeSignIn(ofGraceOf: maria.id, at: Sample.morning)
            }
            #expect(taken.filter(\.self).count == 3)
            #expect(try await stores.policies.look(at: maria.id).subject.grace?.signInsLeft == 0)
        }
    }
}
