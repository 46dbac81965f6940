import AuthDomain
import TestSupport
import Testing

/// Saving, exempting, and what they leave in the audit log.
@Suite struct PolicyServiceTests {
    private let strict = Sample.policy(#"{"everyone": {"deviceLimit": 2}}"#)

    @Test func savingRecordsWhatChanged() async throws {
        try await World.run { world in
            let policies = world.policies
            #expect(try await save(world, strict, over: 0) == .saved(1))
            #expect(try await save(world, strict, over: 1) == .unchanged)
            #expect(try await save(world, Policy.Document(), over: 0) == .overtaken)
            #expect(try await save(world, Policy.Document(), over: 1) == .saved(2))
            #expect(try await policies.current().number == 2)
            let entries = try await world.stores.deploymentDetails(of: .policySaved)
            #expect(entries == ["everyone.deviceLimit=- → 2", "everyone.deviceLimit=2 → -"])
        }
    }

    @Test func aDocumentThatCannotBeReadStopsDecisionsUntilItIsReplaced() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            #expect(try await save(world, strict, over: 0) == .saved(1))
            try await world.stores.tamper("UPDATE policy_documents SET document = '{\"everyone\": 1}'")
            await #expect(throws: StoreError.self) {
                try await world.policies.decision(for: maria.id, at: world.clock.now)
            }
            #expect(try await save(world, Policy.Document(), over: 1) == .saved(2))
            #expect(try await world.policies.decision(for: maria.id, at: world.clock.now).deviceLimit.value == 5)
        }
    }

    @Test func anExemptionSoftensMandatoryForOnePerson() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            let ben = try await world.addAccount("ben")
            let exemption = Policy.Exemption(reason: "waits for a phone", expiresAt: world.clock.now + .days(3))
            #expect(
                try await world.policies.set(exemption, for: maria.id, by: .commandLine, source: Sample.source))
            #expect(
                try await TestPhone().begin(world).need == .offerDevice(mandatoryFrom: "2027-01-18"))
            #expect(try await TestPhone().begin(world, username: "ben").need == .verifyDevice(reason: nil))
            world.clock.advance(by: .days(3))
            #expect(try await TestPhone().begin(world).need == .verifyDevice(reason: nil))
            #expect(try await !world.policies.set(nil, for: ben.id, by: .commandLine, source: Sample.source))
        }
    }

    @Test func anotherDocumentIsTriedWithoutSavingIt() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            let decision = try await world.policies.decision(for: maria.id, under: strict, at: world.clock.now)
            #expect(decision.deviceLimit == Policy.Verdict(2, by: .everyone))
            #expect(try await world.policies.decision(for: maria.id, at: world.clock.now).deviceLimit.value == 5)
        }
    }

    @Test func whatCouldNotBeReadAgainIsNotSaved() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            var document = Policy.Document()
            for number in 0..<201 {
                let name = Sample.required(Policy.GroupName("g\(number)"), "group")
                document.groups.append(Policy.GroupRules(name, strict.everyone))
            }
            #expect(try await save(world, document, over: 0) == .tooLarge)
            document.groups.removeLast()
            let ranges = (0..<50).map { Sample.required(Policy.NetworkRange("2001:db8:1234:\($0)::/64"), "network") }
            var wide = strict.everyone
            wide.networks = ranges
            document.groups = document.groups.map { Policy.GroupRules($0.group, wide) }
            #expect(try await save(world, document, over: 0) == .tooLarge)
            _ = try await world.policies.decision(for: maria.id, at: world.clock.now)
        }
    }

    @Test func aDocumentOfABackupCountsAlthoughANewerOneWasKnown() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            let policies = world.policies
            func limit() async throws -> Int {
                try await policies.decision(for: maria.id, at: world.clock.now).deviceLimit.value
            }
            #expect(try await save(world, strict, over: 0) == .saved(1))
            #expect(try await save(world, Sample.policy(#"{"everyone": {"deviceLimit": 3}}"#), over: 1) == .saved(2))
            #expect(try await limit() == 3)
            try await world.stores.tamper("DELETE FROM policy_documents WHERE number = 2")
            #expect(try await limit() == 2)
            #expect(try await save(world, Sample.policy(#"{"everyone": {"deviceLimit": 4}}"#), over: 1) == .saved(2))
            #expect(try await limit() == 4)
        }
    }

    private func save(
        _ world: World, _ document: Policy.Document, over number: Int
    ) async throws -> Policy.SaveOutcome {
        try await world.policies.save(document, over: number, by: .commandLine, source: Sample.source)
    }
}
