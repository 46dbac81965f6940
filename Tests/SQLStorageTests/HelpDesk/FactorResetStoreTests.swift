import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``FactorResetStore`` keeps: one reset is open per person, and it ends once.
@Suite struct FactorResetStoreTests {
    private let now = Sample.morning
    private let later = Sample.morning + .hours(24)

    @Test(arguments: StorageUnderTest.all)
    func ofManyWhoStartAtOnceOneStarts(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let answers = try await race(20) { number in
                try await start(stores, reset(account, by: "help-desk:\(number)"))
            }
            var started: [HelpDesk.FactorReset] = []
            for case .started(let reset) in answers { started.append(reset) }
            let first = try #require(started.first)
            #expect(started.count == 1)
            #expect(answers.filter { $0 == .alreadyOpen(first) }.count == 19)
            #expect(try await stores.resets.open(of: account.id, at: now) == first)
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .resetStarted }.count == 1)
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anExpiredOneMakesRoomAndAnOpenOneIsReplacedOnlyWhenAsked(
        storage: StorageUnderTest
    ) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let first = reset(account)
            #expect(try await start(stores, first) == .started(first))
            #expect(try await stores.resets.open(of: account.id, at: first.expiresAt) == nil)
            let second = reset(account, at: first.expiresAt)
            #expect(try await start(stores, second) == .started(second))
            let third = reset(account, at: first.expiresAt)
            #expect(try await start(stores, third) == .alreadyOpen(second))
            #expect(try await start(stores, third, replacesOpen: true) == .started(third))
            let rows = try await stores.rows("SELECT state FROM factor_resets ORDER BY state")
            #expect(rows.map(\.values) == [[.text("expired")], [.text("open")], [.text("withdrawn")]])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anotherOneApprovesOnce(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let reset = reset(account, by: "help-desk:a", needsApproval: true)
            _ = try await start(stores, reset)
            #expect(try await approve(stores, reset, by: "help-desk:a") == .notWaiting)
            let answers = try await race(20) { number in
                try await approve(stores, reset, by: "help-desk:b\(number)")
            }
            #expect(answers.filter { $0 == .approved }.count == 1)
            let open = try #require(try await stores.resets.open(of: account.id, at: later))
            #expect(open.approvedBy?.hasPrefix("help-desk:b") == true)
            #expect(open.state(at: later) == .inEffect)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofUseAndVetoOneWins(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for round in 0..<5 {
                let account = try await stores.addAccount("person\(round)")
                let old = try await stores.add(Sample.phone(of: account), of: account)
                let reset = reset(account, at: now - .hours(24))
                _ = try await start(stores, reset)
                let (registration, device) = try await registration(stores, account)
                let wins = try await race(10) { number in
                    if number.isMultiple(of: 2) {
                        return try await stores.resets.end(
                            reset, as: .vetoed, at: now,
                            recording: Sample.record(.resetVetoed, account)) ? "vetoed" : ""
                    }
                    let completion = try await complete(stores, registration, device, account, reset)
                    return completion == .registered ? "used" : ""
                }.filter { !$0.isEmpty }
                #expect(wins.count == 1)
                let active = try await stores.devices.active(of: account.id).map(\.id)
                #expect(active == (wins == ["used"] ? [device.id] : [old.id]))
                let rows = try await stores.rows(
                    "SELECT state FROM factor_resets WHERE account_id = $1", [.text(account.id.text)])
                #expect(rows.map(\.values) == [[.text(wins.first ?? "")]])
            }
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aResetThatIsNotInEffectReplacesNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let old = try await stores.add(Sample.phone(of: account), of: account)
            for reset in [
                reset(account), reset(account, at: now - .days(8)),
                reset(account, needsApproval: true, at: now - .hours(30)),
            ] {
                _ = try await start(stores, reset, replacesOpen: true)
                let (registration, device) = try await registration(stores, account)
                #expect(try await complete(stores, registration, device, account, reset) == .lost)
                #expect(try await stores.devices.active(of: account.id).map(\.id) == [old.id])
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aUsedResetTakesEveryFactorAndSessionAlong(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            _ = try await stores.add(Sample.phone(of: account), of: account)
            for seed in ["kept", "other"] {
                try await stores.sessions.create(
                    PortalSession(
                        idHash: Sample.hash(seed), account: account.id, assurance: .confirmed,
                        createdAt: now, lastSeenAt: now, authenticatedAt: now),
                    recording: Sample.record(.portalSignedIn, account))
            }
            let reset = reset(account, at: now - .hours(24))
            _ = try await start(stores, reset)
            // The same name and a full list are no obstacle: what is there goes.
            let (registration, device) = try await registration(stores, account, limit: 1)
            let completion = try await complete(
                stores, registration, device, account, reset, keeping: Sample.hash("kept"), limit: 1)
            #expect(completion == .registered)
            #expect(try await stores.devices.active(of: account.id).map(\.id) == [device.id])
            #expect(try await stores.sessions.session(Sample.hash("kept")) != nil)
            #expect(try await stores.sessions.session(Sample.hash("other")) == nil)
            let actions = try await stores.actions(of: account.id)
            #expect(actions.suffix(3) == [.resetUsed, .deviceRevoked, .deviceRegistered])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aVetoEndsTheRegistrationUnderWay(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let reset = reset(account, at: now - .hours(24))
            _ = try await start(stores, reset)
            let (registration, _) = try await registration(stores, account)
            #expect(
                try await stores.resets.end(
                    reset, as: .vetoed, at: now, recording: Sample.record(.resetVetoed, account)))
            let ended = try await stores.registrations.registration(registration.id)
            #expect(ended?.storedState == .cancelled)
        }
    }

    private func start(
        _ stores: Stores, _ reset: HelpDesk.FactorReset, replacesOpen: Bool = false
    ) async throws -> HelpDesk.ResetStart {
        try await stores.resets.start(
            reset, replacesOpen: replacesOpen, unless: { _ in nil },
            recording: Record(Sample.entry(.resetStarted, reset.account)))
    }

    private func approve(
        _ stores: Stores, _ reset: HelpDesk.FactorReset, by actor: String
    ) async throws -> HelpDesk.ResetApproval {
        try await stores.resets.approve(
            reset, by: actor, at: now, unless: { _ in nil },
            recording: Record(Sample.entry(.resetApproved, reset.account)))
    }

    private func reset(
        _ account: Account, by actor: String = "help-desk:a", needsApproval: Bool = false,
        at start: Instant = Sample.morning
    ) -> HelpDesk.FactorReset {
        HelpDesk.FactorReset(
            id: Sample.id(), account: account.id, startedBy: actor, needsApproval: needsApproval,
            createdAt: start, effectiveAt: start + .hours(24), expiresAt: start + .days(8))
    }

    /// A registration that is to replace everything, and the device it would make.
    private func registration(
        _ stores: Stores, _ account: Account, limit: Int = 5
    ) async throws -> (Registration, Device) {
        let device = Sample.phone(of: account)
        let registration = Registration(
            id: Sample.required(Identifier(device.id.text)), account: account.id,
            deviceName: device.name, method: .authenticator(sealedSecret: [1]),
            storedState: .pending, triesLeft: 5, createdAt: now, expiresAt: now + .minutes(10))
        let obstacle = try await stores.registrations.begin(
            registration, deviceLimit: limit, replacesAll: true, admission: .ofTwoFactors,
            recording: Sample.record(.registrationStarted, account))
        #expect(obstacle == nil)
        return (registration, device)
    }

    private func complete(
        _ stores: Stores, _ registration: Registration, _ device: Device, _ account: Account,
        _ reset: HelpDesk.FactorReset, keeping session: [UInt8]? = nil, limit: Int = 5
    ) async throws -> RegistrationCompletion {
        let entry = Sample.entry(.deviceRevoked, account.id)
        return try await stores.registrations.complete(
            registration.id, as: device, deviceLimit: limit, now: now,
            replacing: FactorReplacement(reset: reset.id) { devices in
                [Record(Sample.entry(.resetUsed, account.id))] + devices.map { _ in Record(entry) }
            }, keeping: session, admission: .ofTwoFactors,
            recording: Sample.record(.deviceRegistered, account))
    }
}
