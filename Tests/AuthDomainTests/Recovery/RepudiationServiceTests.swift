import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// "This was not me": once, without a sign-in, with everything it promises.
@Suite struct RepudiationServiceTests {
    @Test func theLinkTakesTheDeviceBackFreezesAndCallsTheAdministrators() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let admin = try await world.addStaff("admin", .admin)
            _ = try await world.addStaff("helper", .helpdesk)
            let pairing = try await ClaimedPairing(world, account: account)
            let device = try #require(try await pairing.submit(pairing.code()).device)
            let link = try await world.notMeLink(
                of: account, event: "device-registered", subject: device.id.text)
            #expect(try await world.use(link))
            #expect(try await world.stores.devices.active(of: account.id).isEmpty)
            let frozen = try await world.reloaded(account)
            #expect(frozen.freezeEnd(at: world.clock.now) == world.clock.now + .hours(24))
            let told = try await world.stores.outbox.newest(limit: 10)
            let alarm = told.filter { $0.content.subject == "repudiated" }
            #expect(alarm.map(\.account) == [admin.id])
            #expect(told.filter { $0.content.subject == "account-frozen" }.map(\.account) == [account.id])
            let entries = try await world.stores.audit.entries(
                of: account.id.text, after: 0, limit: 100)
            let entry = try #require(entries.last)
            #expect(entry.fields.action == Audit.Action.repudiated.rawValue)
            #expect(entry.fields.subject == device.id.text)
        }
    }

    @Test func aLinkWorksOnceAndForSevenDays() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let link = try await world.notMeLink(of: account, event: "device-removed")
            let answers = try await race(20) { _ in try await world.use(link) }
            #expect(answers.filter { $0 }.count == 1)
            let late = try await world.notMeLink(of: account, event: "device-removed")
            world.clock.advance(by: .days(7))
            #expect(try await !world.use(late))
        }
    }

    @Test(arguments: [
        "", "x", String(repeating: "A", count: 43), String(repeating: "A", count: 9000), "../../etc", "ä",
    ])
    func anythingElseDoesNothing(token: String) async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            _ = try await world.notMeLink(of: account, event: "device-removed")
            #expect(try await !world.use(token))
            #expect(try await world.reloaded(account).frozenUntil == nil)
        }
    }

    @Test func everySessionAndTokenEnds() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let outcome = try await world.portal.signIn(
                username: account.username, password: Password(World.password),
                source: Sample.source)
            guard case .signedIn(let token, _) = outcome else {
                Issue.record("the password is right")
                return
            }
            #expect(try await world.use(try await world.notMeLink(of: account, event: "device-removed")))
            #expect(try await world.portal.visitor(token) == nil)
        }
    }

    @Test func whileFrozenNoFactorIsAddedOrRemovedByThePerson() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let device = try await world.stores.add(Sample.phone(of: account), of: account)
            #expect(try await world.use(try await world.notMeLink(of: account, event: "device-removed")))
            let frozen = try await world.reloaded(account)
            let until = try #require(frozen.frozenUntil)
            let removal = try await world.deviceService.remove(
                device.id, of: frozen, by: .person, source: Sample.source)
            #expect(removal == .frozen(until: until))
            let name = try #require(DeviceName("Thief's phone"))
            let begun = try await world.registration.beginAuthenticator(
                name, for: account.id, proved: Sample.proof, source: Sample.source)
            #expect(throws: RegistrationObstacle.frozen(until: until)) { try begun.get() }
            let changed = try await world.addresses.begin(
                .email, to: "thief@example.net", for: frozen, source: Sample.source)
            #expect(changed == .frozen(until: until))
            let byAdministrator = try await world.deviceService.remove(
                device.id, of: frozen, by: .commandLine, source: Sample.source)
            #expect(byAdministrator == .removed(device), "staff may throw an intruder out")
        }
    }

    @Test func anEventOfTheOwnLogIsReportedOnce() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let pairing = try await ClaimedPairing(world, account: account)
            _ = try #require(try await pairing.submit(pairing.code()).device)
            let events = try await world.events.page(of: account.id).events
            let event = try #require(events.first { $0.action == .deviceRegistered })
            let reports = try await race(10) { _ in
                try await world.repudiations.repudiate(
                    event: event.sequence, of: account, source: Sample.source)
            }
            #expect(reports.filter { $0 == .done }.count == 1)
            #expect(reports.filter { $0 == .alreadyReported }.count == 9)
            #expect(try await world.stores.devices.active(of: account.id).isEmpty)
            let reported = try await world.repudiations.reported(
                among: [event.sequence, event.sequence + 1], of: account.id)
            #expect(reported == [event.sequence])
        }
    }

    @Test func anothersEventsAndOwnReportsAreNotFound() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let other = try await world.addAccount("ivo")
            let pairing = try await ClaimedPairing(world, account: account)
            _ = try await pairing.submit(pairing.code())
            let events = try await world.events.page(of: account.id).events
            let event = try #require(events.first { $0.action == .deviceRegistered })
            for sequence in [event.sequence, 0, -1, .max, .min, 999] {
                let report = try await world.repudiations.repudiate(
                    event: sequence, of: other, source: Sample.source)
                #expect(report == .notFound, "\(sequence)")
            }
            #expect(try await world.stores.devices.active(of: account.id).count == 1)
        }
    }

    @Test func whatIsTakenBackFollowsFromTheEvent() {
        #expect(Recovery.Remedy(event: "device-registered", subject: "d") == .removeDevice("d"))
        #expect(Recovery.Remedy(event: "authenticator-registered", subject: "d") == .removeDevice("d"))
        #expect(Recovery.Remedy(event: "device-registered", subject: nil) == .none)
        #expect(Recovery.Remedy(event: "recovery-codes-issued", subject: nil) == .wipeRecoveryCodes)
        #expect(Recovery.Remedy(event: "recovery-code-used", subject: "c") == .wipeRecoveryCodes)
        #expect(Recovery.Remedy(event: "address-changed", subject: "a") == .undoAddressChange("a"))
        #expect(Recovery.Remedy(event: "password-reset", subject: "x") == .none)
    }

    /// The names by which the audit log's events are known are those of the notices.
    @Test func eventsAndNoticesHaveTheSameNames() {
        let notices: [Delivery.Notice] = [
            .deviceRegistered(name: "", model: ""), .deviceRemoved(name: ""), .passwordReset,
            .recoveryCodesIssued(count: 1), .recoveryCodeUsed(left: 1),
            .addressChanged(channel: .email, old: nil, new: nil, undo: nil),
            .browserRemembered(name: ""), .bypassCodeIssued(until: Sample.morning),
            .resetStarted(effectiveAt: Sample.morning), .phoneApproved(model: ""),
        ]
        let events = Set(Audit.Action.allCases.compactMap(\.noticeName))
        for notice in notices { #expect(events.contains(notice.name), "\(notice.name)") }
        #expect(notices.allSatisfy { $0.isRepudiable })
    }
}

extension World {
    /// Uses a link "This was not me".
    fileprivate func use(_ link: String) async throws -> Bool {
        try await repudiations.repudiate(link: link, source: Sample.source)
    }
}
