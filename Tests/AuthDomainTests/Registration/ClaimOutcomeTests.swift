import AuthDomain
import OTPCore
import TestSupport
import Testing

/// Every way in which a claim is refused has its own answer, and leaves the registration open.
@Suite struct ClaimOutcomeTests {
    @Test func anUnknownTicketIsNotFound() async throws {
        try await World.run { world in
            _ = try await world.addAccount()
            let phone = TestPhone()
            let pending = try await phone.pendingSignIn(world)
            let outcome = try await phone.claim(
                world, .ticket([UInt8](repeating: 9, count: 16)), name: "Phone", by: pending)
            #expect(outcome.text == "not found")
        }
    }

    @Test func anothersPhoneIsTheWrongAccount() async throws {
        try await World.run { world in
            let maria = try await world.addAccount()
            _ = try await world.addAccount("ben")
            let registration = try await world.beginPairing("Phone", for: maria)
            let sheet = try #require(try world.registration.pairingSheetIfOpen(of: registration))
            let phone = TestPhone()
            let pending = try await phone.pendingSignIn(world, username: "ben")
            let outcome = try await phone.claim(world, link: sheet.link, by: pending)
            #expect(outcome.text == "wrong account")
            #expect(try await world.reloaded(registration) == registration)
        }
    }

    @Test(arguments: [
        ("maria's pixel 8", "case"), ("Maria's  Pixel 8", "spaces"), ("Maria's Pixel8", "spaces"),
        ("Maria\u{2019}s Pixel 8", "quotes"), ("Ben's Pixel 8", "other"),
    ])
    func aNameThatDiffersIsToldHow(typed: String, difference: String) async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let registration = try await world.beginPairing("Maria's Pixel 8", for: account)
            let sheet = try #require(try world.registration.pairingSheetIfOpen(of: registration))
            let code = try #require(SetupCode(parsing: sheet.setupCode))
            let phone = TestPhone()
            let pending = try await phone.pendingSignIn(world)
            let refused = try await phone.claim(world, .setupCode(code), name: typed, by: pending)
            #expect(refused.text == "differs: \(difference)")
            let exact = try await phone.claim(
                world, .setupCode(code), name: "Maria's Pixel 8", by: pending)
            #expect(exact.text == "claimed")
        }
    }

    @Test func anExpiredRegistrationIsToldAsExpired() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let registration = try await world.beginPairing("Phone", for: account)
            let sheet = try #require(try world.registration.pairingSheetIfOpen(of: registration))
            world.clock.advance(by: .minutes(10))
            let phone = TestPhone()
            let pending = try await phone.pendingSignIn(world)
            #expect(try await phone.claim(world, link: sheet.link, by: pending).text == "expired")
        }
    }

    @Test func aSecondPhoneIsTooLate() async throws {
        try await World.run { world in
            let pairing = try await ClaimedPairing(world)
            let sheet = try #require(
                try world.registration.pairingSheetIfOpen(of: pairing.registration))
            let second = TestPhone("second")
            let pending = try await second.pendingSignIn(world)
            for _ in 0..<2 {
                let outcome = try await second.claim(world, link: sheet.link, by: pending)
                #expect(outcome.text == "already claimed")
                _ = try await pairing.submit(pairing.code())
            }
        }
    }

    @Test func ofParallelPhonesOneClaims() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let registration = try await world.beginPairing("Phone", for: account)
            let sheet = try #require(try world.registration.pairingSheetIfOpen(of: registration))
            let phones = (0..<20).map { TestPhone("phone \($0)") }
            var signIns: [PendingSignIn] = []
            for phone in phones { signIns.append(try await phone.pendingSignIn(world)) }
            let outcomes = try await race(20) { [signIns] number in
                try await phones[number].claim(world, link: sheet.link, by: signIns[number]).text
            }
            #expect(outcomes.filter { $0 == "claimed" }.count == 1)
            #expect(outcomes.filter { $0 == "already claimed" }.count == 19)
        }
    }

    @Test func aNewQRCodeMakesTheOldOneWorthless() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let old = try await world.beginPairing("Phone", for: account)
            let oldSheet = try #require(try world.registration.pairingSheetIfOpen(of: old))
            let new = try await world.beginPairing("Phone", for: account)
            let newSheet = try #require(try world.registration.pairingSheetIfOpen(of: new))
            #expect(new.deviceName == old.deviceName)
            #expect(oldSheet.link != newSheet.link)
            #expect(oldSheet.setupCode != newSheet.setupCode)
            let phone = TestPhone()
            let pending = try await phone.pendingSignIn(world)
            #expect(try await phone.claim(world, link: oldSheet.link, by: pending).text == "not found")
            #expect(try await phone.claim(world, link: newSheet.link, by: pending).text == "claimed")
        }
    }

    @Test(arguments: [
        [UInt8](repeating: 0, count: 33), [2] + [UInt8](repeating: 0xFF, count: 32),
        [4] + [UInt8](repeating: 1, count: 64), [], [2],
    ])
    func aKeyThatIsNoPointIsRefused(key: [UInt8]) async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let registration = try await world.beginPairing("Phone", for: account)
            let sheet = try #require(try world.registration.pairingSheetIfOpen(of: registration))
            let link = try #require(PairingLink(parsing: sheet.link))
            let pending = try await TestPhone().pendingSignIn(world)
            let name = try #require(DeviceName("Phone"))
            let outcome = try await world.registration.claim(
                RegistrationService.ClaimRequest(
                    reference: .ticket(link.ticket), deviceName: name, phonePublicKey: key,
                    model: "Pixel 8"),
                by: pending, source: Sample.source)
            #expect(outcome.text == "invalid key")
            #expect(try await world.reloaded(registration) == registration)
        }
    }

    @Test func tenWrongSetupCodesMakeTheAccountWaitAnHour() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let phone = TestPhone()
            let wrong = SetupCode(random: [UInt8](repeating: 0, count: 7))
            let pending = try await phone.pendingSignIn(world)
            for _ in 0..<10 {
                let outcome = try await phone.claim(
                    world, .setupCode(wrong), name: "Phone", by: pending)
                #expect(outcome.text == "not found")
            }
            let registration = try await world.beginPairing("Phone", for: account)
            let sheet = try #require(try world.registration.pairingSheetIfOpen(of: registration))
            let code = try #require(SetupCode(parsing: sheet.setupCode))
            let blocked = try await phone.claim(
                world, .setupCode(code), name: "Phone", by: pending)
            guard case .throttled(let wait) = blocked else {
                Issue.record("not throttled: \(blocked.text)")
                return
            }
            #expect(wait == .hours(1))
            // The camera is no guess and does not wait.
            #expect(try await phone.claim(world, link: sheet.link, by: pending).text == "claimed")
        }
    }

    @Test func aRightSetupCodeForgetsTheWrongOnes() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let phone = TestPhone()
            let wrong = SetupCode(random: [UInt8](repeating: 0, count: 7))
            let pending = try await phone.pendingSignIn(world)
            let registration = try await world.beginPairing("Phone", for: account)
            let sheet = try #require(try world.registration.pairingSheetIfOpen(of: registration))
            let code = try #require(SetupCode(parsing: sheet.setupCode))
            for _ in 0..<3 {
                for _ in 0..<9 {
                    let outcome = try await phone.claim(
                        world, .setupCode(wrong), name: "Phone", by: pending)
                    #expect(outcome.text == "not found")
                }
                let right = try await phone.claim(
                    world, .setupCode(code), name: "phone", by: pending)
                #expect(right.text == "differs: case")
            }
        }
    }

    @Test func refusedClaimsAreRecordedForThePhonesPerson() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            let phone = TestPhone()
            let pending = try await phone.pendingSignIn(world)
            _ = try await phone.claim(
                world, .ticket([UInt8](repeating: 9, count: 16)), name: "Phone", by: pending)
            #expect(try await world.stores.actions(of: account.id).last == .claimRefused)
        }
    }

    @Test func aLongModelIsCut() async throws {
        try await World.run { world in
            let hostile = "M" + String(repeating: "\u{301}", count: 50_000)
            let request = RegistrationService.ClaimRequest(
                reference: .ticket([]), deviceName: try #require(DeviceName("Phone")),
                phonePublicKey: [], model: hostile + String(repeating: "x", count: 1000))
            #expect(request.model.count <= 64)
            #expect(request.model.utf8.count <= 256)
        }
    }
}
