import AuthDomain
import TestSupport
import Testing

/// What every ``PhoneApprovalStore`` keeps of requests of new phones.
@Suite struct PhoneApprovalStoreTests {
    private let now = Sample.morning

    private struct Scene {
        let account: Account
        let phone: Device
        let pending: PendingSignIn
    }

    private func scene(_ stores: Stores) async throws -> Scene {
        let account = try await stores.addAccount()
        let phone = Sample.phone(of: account)
        try await stores.add(phone, of: account)
        let pending = Sample.pending(of: account, thumbprint: Sample.thumbprint("new phone"))
        try await stores.signIns.create(pending)
        return Scene(account: account, phone: phone, pending: pending)
    }

    private func approval(_ scene: Scene, at: Instant? = nil) -> PhoneApproval {
        let at = at ?? now
        return PhoneApproval(
            id: Sample.id(), account: scene.account.id, signIn: scene.pending.id,
            thumbprint: scene.pending.thumbprint, model: "Pixel 9", address: "192.0.2.1",
            number: 42, choices: [17, 42, 88], storedState: .waiting, decidedBy: nil,
            createdAt: at, expiresAt: at + PhoneApproval.life)
    }

    private func ask(_ stores: Stores, _ approval: PhoneApproval, _ account: Account) async throws -> Bool {
        try await stores.phoneApprovals.ask(
            approval, recording: Sample.record(.phoneApprovalAsked, account))
    }

    private func decide(
        _ stores: Stores, _ approval: PhoneApproval, as state: PhoneApproval.State, _ scene: Scene,
        now: Instant? = nil
    ) async throws -> Bool {
        let now = now ?? self.now
        return try await stores.phoneApprovals.decide(
            approval, as: state, by: scene.phone.id, until: now + PhoneApproval.life, now: now,
            recording: Sample.record(.phoneApproved, scene.account))
    }

    @Test(arguments: StorageUnderTest.all)
    func aRequestIsFoundByItsSignInAndItsAccount(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let scene = try await scene(stores)
            let asked = approval(scene)
            #expect(try await ask(stores, asked, scene.account))
            #expect(try await stores.phoneApprovals.newest(by: scene.pending.id) == asked)
            #expect(try await stores.phoneApprovals.newest(of: scene.account.id) == asked)
            #expect(try await stores.phoneApprovals.newest(by: Sample.id()) == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func nobodyAsksWithoutAPhoneOrAfterTheSignIn(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let scene = try await scene(stores)
            #expect(try await !ask(stores, approval(scene, at: scene.pending.expiresAt), scene.account))
            _ = try await stores.devices.revoke(
                scene.phone.id, of: scene.account.id, at: now, keeping: nil,
                recording: Sample.record(.deviceRevoked, scene.account))
            #expect(try await !ask(stores, approval(scene), scene.account))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelRequestsOneStaysOpen(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let scene = try await scene(stores)
            let asked = try await race(20) { _ in
                let one = approval(scene)
                return try await ask(stores, one, scene.account) ? one.id : nil
            }
            #expect(asked.compactMap { $0 }.count == 20)
            let open = try await stores.rows(
                "SELECT id FROM phone_approvals WHERE state = 'waiting'")
            #expect(open.count == 1)
            let newest = try await stores.phoneApprovals.newest(of: scene.account.id)
            #expect(newest?.storedState == .waiting)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofParallelDecisionsOneCounts(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let scene = try await scene(stores)
            let asked = approval(scene)
            _ = try await ask(stores, asked, scene.account)
            let won = try await race { number in
                try await decide(
                    stores, asked, as: number.isMultiple(of: 2) ? .approved : .refused, scene)
            }
            #expect(won.filter { $0 }.count == 1)
            let actions = try await stores.actions(of: scene.account.id)
            #expect(actions.filter { $0 == .phoneApproved }.count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anApprovalIsSpentOnceAndInItsTime(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let scene = try await scene(stores)
            let asked = approval(scene)
            _ = try await ask(stores, asked, scene.account)
            #expect(try await !stores.phoneApprovals.spend(asked.id, now: now))
            #expect(try await decide(stores, asked, as: .approved, scene))
            #expect(try await !stores.phoneApprovals.spend(asked.id, now: now + PhoneApproval.life))
            let spent = try await race { _ in
                try await stores.phoneApprovals.spend(asked.id, now: now)
            }
            #expect(spent.filter { $0 }.count == 1)
            let newest = try await stores.phoneApprovals.newest(of: scene.account.id)
            #expect(newest?.storedState == .used)
            #expect(newest?.decidedBy == scene.phone.id)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theWordOfAPhoneEndsWithThePhone(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let scene = try await scene(stores)
            let asked = approval(scene)
            _ = try await ask(stores, asked, scene.account)
            #expect(try await decide(stores, asked, as: .approved, scene))
            _ = try await stores.devices.revoke(
                scene.phone.id, of: scene.account.id, at: now, keeping: nil,
                recording: Sample.record(.deviceRevoked, scene.account))
            #expect(try await !stores.phoneApprovals.spend(asked.id, now: now))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func nobodyDecidesLateOrWithARemovedPhone(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let scene = try await scene(stores)
            let asked = approval(scene)
            _ = try await ask(stores, asked, scene.account)
            #expect(
                try await !decide(stores, asked, as: .approved, scene, now: asked.expiresAt))
            _ = try await stores.devices.revoke(
                scene.phone.id, of: scene.account.id, at: now, keeping: nil,
                recording: Sample.record(.deviceRevoked, scene.account))
            #expect(try await !decide(stores, asked, as: .approved, scene))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func refusingEndsTheSignInThatAsked(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let scene = try await scene(stores)
            let asked = approval(scene)
            _ = try await ask(stores, asked, scene.account)
            #expect(try await decide(stores, asked, as: .refused, scene))
            let pending = try await stores.signIns.pending(scene.pending.sessionHash)
            #expect(pending?.expiresAt == now)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatASignInHasProvedIsNoted(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let scene = try await scene(stores)
            #expect(
                try await stores.signIns.note(
                    .passwordAndRecoveryCode, of: scene.pending, now: now))
            let pending = try await stores.signIns.pending(scene.pending.sessionHash)
            #expect(pending?.methods == .passwordAndRecoveryCode)
            #expect(
                try await !stores.signIns.note(
                    .passwordAndRecoveryCode, of: scene.pending, now: scene.pending.expiresAt))
        }
    }
}
