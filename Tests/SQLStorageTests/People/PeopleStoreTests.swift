import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``PeopleStore`` finds, and in which order.
@Suite struct PeopleStoreTests {
    private static let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func peopleAreFoundByUsernameNameLastNameAndAddressOnceEach(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            try await stores.add(person("kova", "Zora Ban", "zora@example.com"))
            try await stores.add(person("ivan", "KOVAČ Ivan", "ivan@example.com"))
            try await stores.add(person("maria", "Maria Kovačić", "maria@example.com"))
            try await stores.add(person("theo", "Theo Wolf", "Kova.Theo@example.com"))
            try await stores.add(person("kovacs", "Kovács Éva", "kovacs@example.com"))
            #expect(
                try await names(stores, find("KOVA", .beginning))
                    == ["kova", "kovacs", "ivan", "maria", "theo"])
            #expect(try await names(stores, find("kovač", .beginning)) == ["ivan", "maria"])
            #expect(try await names(stores, find("éva", .beginning)) == ["kovacs"])
            #expect(try await names(stores, find("ova", .beginning)) == [])
            #expect(try await names(stores, find("%", .beginning)) == [])
            #expect(try await names(stores, People.Search()) == ["ivan", "kova", "kovacs", "maria", "theo"])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anAddressMayHaveToBeTypedWhole(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            try await stores.add(person("a", "Anna", "secret@example.com"))
            try await stores.add(person("b", "Ben", "secret@example.com.au"))
            #expect(try await names(stores, find("Secret@Example.com", .whole)) == ["a"])
            #expect(try await names(stores, find("secret@example.co", .whole)) == [])
            #expect(try await names(stores, find("secret", .whole)) == [])
            #expect(try await names(stores, find("secret@example.com", .beginning)) == ["a", "b"])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aMadeUpPositionTellsNoAddress(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            try await stores.add(person("a", "Anna", "my-secret@example.com"))
            for key in ["my", "my-secret@example.co", "", "\u{0}"] {
                for section in People.Section.allCases {
                    let found = try await stores.people.find(
                        find("mz", .whole), after: People.Position(section: section, key: key, username: ""),
                        limit: 10, at: Self.now)
                    #expect(found.people.isEmpty, "\(section) \(key)")
                }
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func pagesGoOnBehindTheLastPerson(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for number in 10..<22 {
                // Found three times over, listed once; half of them by the name alone.
                let isName = number.isMultiple(of: 2)
                try await stores.add(
                    person(isName ? "x\(number)" : "mila\(number)", "Mila Mila\(number)", "mila\(number)@example.com"))
            }
            for limit in [1, 2, 5, 11, 12, 50] {
                var seen: [String] = []
                var position: People.Position?
                repeat {
                    let found = try await stores.people.find(
                        find("mila", .beginning), after: position, limit: limit, at: Self.now)
                    #expect(found.people.count <= limit)
                    #expect(found.next == nil || found.people.count == limit, "no page in vain")
                    seen += found.people.map(\.username.text)
                    position = found.next
                } while position != nil
                #expect(seen.prefix(6) == ["mila11", "mila13", "mila15", "mila17", "mila19", "mila21"])
                #expect(seen.count == 12 && Set(seen).count == 12, "limit \(limit)")
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func filtersLetThroughThoseInTheirState(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let ready = try await stores.addAccount("ready")
            try await stores.add(Sample.authenticator(of: ready), of: ready)
            let gone = try await stores.add(Sample.account("gone", isDisabled: true))
            let locked = try await stores.addAccount("locked")
            let frozen = try await stores.addAccount("frozen")
            let thawed = try await stores.addAccount("thawed")
            let resetting = try await stores.addAccount("resetting")
            try await stores.add(Sample.account("desk", role: .helpdesk))
            try await stores.add(Sample.account("eva", role: .auditor))
            try await stores.add(Sample.account("boss", role: .admin))
            let limit = SignIn.ThrottleLimit(.code(account: locked.id), SignIn.ThrottleRule(free: 1))
            _ = try await stores.throttles.reserve([limit], watching: [], now: Self.now)
            try await freeze(stores, frozen, until: Self.now + .hours(1))
            try await freeze(stores, thawed, until: Self.now)
            _ = try await stores.resets.start(
                reset(of: resetting), replacesOpen: false, unless: { _ in nil },
                recording: Sample.record(.resetStarted, resetting))
            let spared = try await stores.addAccount("spared")
            for (account, hours) in [(spared, 1), (thawed, 0)] {
                let exemption = Policy.Exemption(reason: "repair", expiresAt: Self.now + .hours(hours))
                _ = try await stores.policies.set(
                    exemption, for: account.id, recording: Sample.record(.exemptionChanged, account))
            }
            let graced = try await stores.addAccount("graced")
            for (account, left) in [(graced, 1), (frozen, 0)] {
                _ = try await stores.policies.begin(
                    Policy.Grace(deadline: Self.now + .days(1), signInsLeft: left), for: account.id,
                    recording: Sample.record(.graceBegun, account))
            }
            let expected: [People.Filter: [String]] = [
                .exempt: ["spared"], .grace: ["graced"],
                .disabled: ["gone"], .locked: ["locked"], .frozen: ["frozen"],
                .reRegistration: ["resetting"], .helpdesk: ["desk"], .auditor: ["eva"], .admin: ["boss"],
                .noDevice: [
                    "boss", "desk", "eva", "frozen", "gone", "graced", "locked", "resetting", "spared", "thawed",
                ],
            ]
            for filter in People.Filter.allCases {
                #expect(try await names(stores, People.Search(filter: filter)) == expected[filter], "\(filter)")
                // By the name, which all of them have in common, the same people are found.
                #expect(
                    try await names(stores, find("sample of", .whole, filter)).sorted() == expected[filter],
                    "\(filter)")
                let first = expected[filter]?.first ?? ""
                #expect(try await names(stores, find(first, .whole, filter)) == [first], "\(filter)")
                #expect(try await names(stores, find("ready", .whole, filter)) == [])
                let address = try await names(stores, find("maria@example.com", .whole, filter))
                #expect(address.sorted() == expected[filter], "\(filter)")
                #expect(try await names(stores, find("maria@", .whole, filter)) == [])
            }
            _ = gone
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func filteredPagesGoOnToo(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            for number in 10..<17 {
                let account = try await stores.add(Sample.account("p\(number)", isDisabled: true))
                let limit = SignIn.ThrottleLimit(.code(account: account.id), SignIn.ThrottleRule(free: 1))
                _ = try await stores.throttles.reserve([limit], watching: [], now: Self.now)
                try await freeze(stores, account, until: Self.now + .hours(1))
                _ = try await stores.resets.start(
                    reset(of: account), replacesOpen: false, unless: { _ in nil },
                    recording: Sample.record(.resetStarted, account))
            }
            for filter in [People.Filter.noDevice, .locked, .frozen, .disabled, .reRegistration] {
                var seen: [String] = []
                var position: People.Position?
                repeat {
                    let found = try await stores.people.find(
                        People.Search(filter: filter), after: position, limit: 3, at: Self.now)
                    seen += found.people.map(\.username.text)
                    position = found.next
                } while position != nil
                #expect(seen == (10..<17).map { "p\($0)" }, "\(filter)")
            }
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aLineSaysHowSomebodyStands(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount("maria")
            let device = try await stores.add(Sample.authenticator(of: maria), of: maria)
            _ = try await stores.devices.spend(
                7, of: device.id, at: Self.now, recording: Sample.record(.codeAccepted, maria))
            try await freeze(stores, maria, until: Self.now + .hours(2))
            let person = try #require(try await stores.people.person(maria.id, at: Self.now))
            #expect(person.devices == 1 && person.lastUsedAt == Self.now)
            #expect(person.frozenUntil == Self.now + .hours(2))
            #expect(person.email == "maria@example.com" && person.createdAt == maria.createdAt)
            #expect(!person.isLocked && !person.isDisabled && !person.isReRegistering)
            let later = try await stores.people.person(maria.id, at: Self.now + .hours(2))
            #expect(later?.frozenUntil == nil)
            #expect(try await stores.people.person(Sample.id(), at: Self.now) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func devicesAreCountedAsTheyComeAndGo(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let maria = try await stores.addAccount("maria")
            func count() async throws -> Int? {
                try await stores.people.person(maria.id, at: Self.now)?.devices
            }
            #expect(try await count() == 0)
            let device = try await stores.add(Sample.authenticator(of: maria), of: maria)
            #expect(try await count() == 1)
            #expect(
                try await stores.devices.revoke(
                    device.id, of: maria.id, at: Self.now, recording: Sample.record(.deviceRevoked, maria)))
            #expect(try await count() == 0)
            let ana = Sample.account("ana")
            let added = try await stores.accounts.add([
                ImportedAccount(
                    account: ana, authenticator: Sample.authenticator(of: ana),
                    record: Sample.record(.accountAdded, ana))
            ])
            #expect(added == [true])
            #expect(try await stores.people.person(ana.id, at: Self.now)?.devices == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func peopleOfBeforeGetTheirKeys(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            try await stores.add(person("josip", "Josip ŠIMIĆ", "josip@example.com"))
            try await stores.tamper(
                "UPDATE accounts SET name_key = NULL, last_name_key = NULL, email_key = NULL WHERE id <> $1",
                [.text("")])
            #expect(try await names(stores, find("šimić", .whole)) == [])
            try await SearchKeyRows.fill(stores.engine)
            #expect(try await names(stores, find("šimić", .whole)) == ["josip"])
            #expect(try await names(stores, find("josip@example.com", .whole)) == ["josip"])
            try await SearchKeyRows.fill(stores.engine)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func keysAreBoundedAndAnyPositionIsTaken(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let long = String(repeating: "ž", count: 4000)
            try await stores.add(person("long", long, nil))
            let needle = String(repeating: "Ž", count: 192)
            #expect(try await names(stores, find(needle, .beginning)) == ["long"])
            for section in People.Section.allCases {
                let found = try await stores.people.find(
                    find("l", .beginning),
                    after: People.Position(section: section, key: "'; DROP TABLE accounts", username: "\u{10FFFF}"),
                    limit: 5, at: Self.now)
                #expect(found.people.count <= 1)
            }
        }
    }

    private func find(
        _ text: String, _ addresses: People.AddressMatching, _ filter: People.Filter? = nil
    ) -> People.Search {
        People.Search(
            Sample.required(People.Needle(text), "needle"), filter: filter, addresses: addresses)
    }

    private func names(_ stores: Stores, _ search: People.Search) async throws -> [String] {
        let found = try await stores.people.find(search, after: nil, limit: 50, at: Self.now)
        #expect(found.next == nil)
        return found.people.map(\.username.text)
    }

    private func person(_ username: String, _ name: String, _ email: String?) -> Account {
        Account(
            id: Sample.id(), username: Sample.required(Username(username), "username"), displayName: name,
            email: email, role: .person, passwordHash: "hash", createdAt: Sample.morning)
    }

    private func freeze(_ stores: Stores, _ account: Account, until end: Instant) async throws {
        try await stores.tamper(
            "UPDATE accounts SET frozen_until = $2 WHERE id = $1",
            [.text(account.id.text), .integer(end.milliseconds)])
    }

    private func reset(of account: Account) -> HelpDesk.FactorReset {
        HelpDesk.FactorReset(
            id: Sample.id(), account: account.id, startedBy: "command-line", needsApproval: false,
            createdAt: Self.now, effectiveAt: Self.now, expiresAt: Self.now + .hours(1))
    }
}
