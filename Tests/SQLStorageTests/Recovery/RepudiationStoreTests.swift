import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``RepudiationStore`` keeps: a link works once, ends everything, and takes its event back.
@Suite struct RepudiationStoreTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func ofManyUsesOneWins(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let link = try await addLink(of: account, stores)
            let won = try await race { _ in try await use(link, stores) }
            #expect(won.filter { $0 }.count == 1)
            let actions = try await stores.actions(of: account.id)
            #expect(actions.filter { $0 == .repudiated }.count == 1)
            #expect(try await stores.repudiations.open(link.tokenHash, at: now) == nil)
            #expect(try await stores.auditFlaws().isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anEventOfTheLogIsReportedOnce(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let event = link(of: account, "event")
            let won = try await race { _ in try await use(event, stores, isStored: false) }
            #expect(won.filter { $0 }.count == 1)
            let used = try await stores.repudiations.used([event.tokenHash, Sample.hash("other")])
            #expect(used == [event.tokenHash])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func unknownExpiredAndOthersLinksDoNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let other = try await stores.addAccount("ivo")
            let known = try await addLink(of: account, stores)
            #expect(try await stores.repudiations.open(known.tokenHash, at: now) == known)
            #expect(try await !use(link(of: account, "unknown"), stores))
            #expect(try await !use(link(of: other, "link"), stores), "the hash belongs to another person")
            #expect(try await !use(known, stores, at: known.expiresAt))
            #expect(try await stores.repudiations.open(known.tokenHash, at: known.expiresAt) == nil)
            let actions = try await stores.actions(of: account.id)
            #expect(!actions.contains(.repudiated))
            #expect(try await stores.accounts.account(account.id)?.frozenUntil == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func everythingOpenEndsAndTheAccountIsFrozen(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let phone = try await stores.add(Sample.phone(of: account), of: account)
            let session = Sample.session(of: account)
            _ = try await stores.sessions.create(
                session, provenBy: account.passwordHash,
                recording: Sample.record(.portalSignedIn, account))
            let registration = Sample.pairing(of: account, "New phone")
            _ = try await stores.registrations.begin(
                registration, deviceLimit: 5,
                recording: Sample.record(.registrationStarted, account))
            try await stores.tamper(
                """
                INSERT INTO remembered_browsers (id, account_id, token_hash, name, created_at,
                    last_used_at, expires_at)
                VALUES ('b', $1, $2, 'Firefox', 1, 1, 99)
                """, [.text(account.id.text), .bytes([1])])
            try await stores.tamper(
                """
                INSERT INTO bypass_codes (id, account_id, issued_by, code_hash, uses_left, created_at,
                    expires_at)
                VALUES ('c', $1, 'admin', $2, 1, 1, 99)
                """, [.text(account.id.text), .bytes([1])])
            try await stores.tamper(
                """
                INSERT INTO factor_resets (id, account_id, started_by, needs_approval, state,
                    created_at, effective_at, expires_at)
                VALUES ('r', $1, 'admin', 0, 'open', 1, 2, 3)
                """, [.text(account.id.text)])
            let link = try await addLink(of: account, stores)
            #expect(try await use(link, stores))
            #expect(try await stores.sessions.session(session.idHash) == nil)
            #expect(try await stores.registrations.registration(registration.id)?.storedState == .cancelled)
            let open = try await stores.rows(
                """
                SELECT id FROM remembered_browsers WHERE revoked_at IS NULL
                UNION ALL SELECT id FROM bypass_codes WHERE revoked_at IS NULL
                UNION ALL SELECT id FROM factor_resets WHERE state <> 'vetoed'
                """)
            #expect(open.isEmpty)
            let stored = try #require(try await stores.accounts.account(account.id))
            #expect(stored.freezeEnd(at: now) == now + .hours(24))
            #expect(stored.freezeEnd(at: now + .hours(24)) == nil)
            #expect(try await stores.devices.device(phone.id) != nil, "it was not what was reported")
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theReportedDeviceGoesWithItsSecret(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let other = try await stores.addAccount("ivo")
            let kept = try await stores.add(Sample.phone(of: account, "Old phone"), of: account)
            let new = try await stores.add(Sample.phone(of: account, "New phone"), of: account)
            let others = try await stores.add(Sample.phone(of: other), of: other)
            for device in [new, others] {
                let link = try await addLink(of: account, stores, device.id.text, subject: device.id.text)
                #expect(try await use(link, stores, remedy: .removeDevice(device.id.text)))
            }
            #expect(try await stores.devices.active(of: account.id) == [kept])
            #expect(try await stores.devices.active(of: other.id) == [others], "another's device stays")
            let secrets = try await stores.rows(
                "SELECT secret FROM devices WHERE id = $1", [.text(new.id.text)])
            #expect(secrets.map(\.values) == [[.null]])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func recoveryCodesGo(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            _ = try await stores.recoveryCodes.replace(
                of: account.id, by: [Recovery.StoredCode(id: Sample.id(), sealedVerifier: [1])],
                recording: Sample.record(.recoveryCodesIssued, account))
            let link = try await addLink(of: account, stores)
            #expect(try await use(link, stores, remedy: .wipeRecoveryCodes))
            #expect(try await stores.rows("SELECT id FROM recovery_codes").isEmpty)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func nothingIsRegisteredOrIssuedWhileFrozen(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let pairing = Sample.pairing(of: account, "First")
            _ = try await stores.registrations.begin(
                pairing, deviceLimit: 5, recording: Sample.record(.registrationStarted, account))
            let until = now + .hours(24)
            try await stores.freeze(account, until: until)
            let completion = try await stores.registrations.complete(
                pairing.id, as: Sample.result(of: pairing, for: account), deviceLimit: 5, now: now,
                recording: Sample.record(.deviceRegistered, account))
            #expect(completion == .obstacle(.frozen(until: until)))
            let begun = try await stores.registrations.begin(
                Sample.pairing(of: account, "Second", "second"), deviceLimit: 5,
                recording: Sample.record(.registrationStarted, account))
            #expect(begun == .frozen(until: until))
            try await stores.freeze(account, until: now)
            let again = try await stores.registrations.complete(
                pairing.id, as: Sample.result(of: pairing, for: account), deviceLimit: 5, now: now,
                recording: Sample.record(.deviceRegistered, account))
            #expect(again == .registered)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func thePhoneThatWasVouchedForGoes(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let old = try await stores.add(Sample.phone(of: account, "Old phone"), of: account)
            let new = try await stores.add(Sample.phone(of: account, "New phone"), of: account)
            try await stores.tamper(
                """
                INSERT INTO phone_approvals (id, account_id, sign_in_id, thumbprint, model, address,
                    number, choices, state, created_at, expires_at)
                VALUES ('approval', $1, 's', $2, 'Pixel 8', '192.0.2.7', 10, '10 20 30', 'used', 1, 2)
                """, [.text(account.id.text), .text(new.thumbprint ?? "")])
            let link = try await addLink(of: account, stores)
            #expect(try await use(link, stores, remedy: .removeApprovedPhone("approval")))
            #expect(try await stores.devices.active(of: account.id) == [old])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func usedLinksAreForgottenAfterNinetyDays(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            _ = try await addLink(of: account, stores)
            for (days, left) in [(89, 1), (91, 0)] {
                try await stores.sessions.sweep(now: now + .days(days), limits: PortalSession.Limits())
                #expect(try await stores.rows("SELECT event FROM repudiations").count == left)
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aLongerFreezeStays(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount()
            let until = now + .hours(72)
            try await stores.freeze(account, until: until)
            #expect(try await use(try await addLink(of: account, stores), stores))
            #expect(try await stores.accounts.account(account.id)?.frozenUntil == until)
        }
    }

    private func link(
        of account: Account, _ seed: String = "link", subject: String? = nil
    ) -> Repudiation {
        Repudiation(
            tokenHash: Sample.hash(seed), account: account.id, event: "device-registered",
            subject: subject, createdAt: now, expiresAt: now + .days(7))
    }

    private func addLink(
        of account: Account, _ stores: Stores, _ seed: String = "link", subject: String? = nil
    ) async throws -> Repudiation {
        let link = link(of: account, seed, subject: subject)
        try await stores.add(link)
        return link
    }

    private func use(
        _ link: Repudiation, _ stores: Stores, isStored: Bool = true, remedy: Recovery.Remedy = .none,
        at moment: Instant? = nil
    ) async throws -> Bool {
        let moment = moment ?? now
        return try await stores.repudiations.repudiate(
            link, isStored: isStored, remedy: remedy, freezingUntil: moment + .hours(24),
            recording: Record(Sample.entry(.repudiated, link.account, at: moment)))
    }
}
