import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// What every ``RememberedBrowserStore`` keeps: a token counts once, its copy is noticed.
@Suite struct RememberedBrowserStoreTests {
    private let now = Sample.morning

    @Test(arguments: StorageUnderTest.all)
    func eachUseGivesAnotherTokenAndOfParallelUsesOneWins(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            try await remember("first", account, stores)
            let uses = try await race { number in
                try await use("first", of: account, next: "next \(number)", stores)
            }
            #expect(uses.filter { $0 == .used }.count == 1)
            #expect(uses.filter { $0 == .unknown }.count == 49, "two tabs at once are no theft")
            #expect(try await !stores.actions(of: account.id).contains(.browserTokenReused))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func theTokenOfBeforeForgetsTheBrowser(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            try await remember("first", account, stores)
            #expect(try await use("first", of: account, next: "second", stores) == .used)
            let later = now + .hours(1)
            let uses = try await race { _ in
                try await use("first", of: account, next: "third", at: later, stores)
            }
            #expect(uses.filter { if case .stolen = $0 { true } else { false } }.count == 1)
            #expect(try await use("second", of: account, next: "third", at: later, stores) == .unknown)
            #expect(try await stores.rememberedBrowsers.list(of: account.id, at: later).isEmpty)
            #expect(
                try await stores.actions(of: account.id).filter { $0 == .browserTokenReused }.count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func itCountsForItsOwnPersonAndTimeOnly(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            let other = try await stores.addAccount("ben")
            let browser = try await remember("first", account, stores)
            #expect(try await use("first", of: other, next: "x", stores) == .unknown)
            let end = browser.expiresAt
            #expect(try await use("first", of: account, next: "x", at: end, stores) == .unknown)
            #expect(try await stores.rememberedBrowsers.list(of: account.id, at: end).isEmpty)
            #expect(try await stores.rememberedBrowsers.list(of: other.id, at: now).isEmpty)
            #expect(try await use("first", of: account, next: "x", stores) == .used)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func itIsForgottenOnceAndByItsOwnPersonOnly(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            let other = try await stores.addAccount("ben")
            let browser = try await remember("first", account, stores)
            #expect(try await !forget(browser, other, stores))
            #expect(try await forget(browser, account, stores))
            #expect(try await !forget(browser, account, stores))
            #expect(try await use("first", of: account, next: "x", stores) == .unknown)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func newPasswordsAndRemovedDevicesEndIt(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let account = try await stores.addAccount("maria")
            let device = try await stores.add(Sample.phone(of: account), of: account)
            try await remember("first", account, stores)
            _ = try await stores.devices.revoke(
                device.id, of: account.id, at: now, keeping: nil,
                recording: Sample.record(.deviceRevoked, account))
            #expect(try await use("first", of: account, next: "x", stores) == .unknown)

            try await remember("second", account, stores)
            _ = try await stores.accounts.resetPassword(
                "hash", account: account.id, recording: Sample.record(.passwordReset, account))
            #expect(try await use("second", of: account, next: "x", stores) == .unknown)
        }
    }

    // MARK: Support

    @discardableResult
    private func remember(
        _ seed: String, _ account: Account, _ stores: Stores
    ) async throws -> SignIn.RememberedBrowser {
        let browser = SignIn.RememberedBrowser(
            id: Sample.id(), account: account.id, tokenHash: Sample.hash(seed), name: "Firefox",
            createdAt: now, lastUsedAt: now, expiresAt: now + .days(30))
        try await stores.rememberedBrowsers.remember(
            browser, recording: Sample.record(.browserRemembered, account))
        return browser
    }

    private func use(
        _ seed: String, of account: Account, next: String, at: Instant? = nil, _ stores: Stores
    ) async throws -> SignIn.RememberedUse {
        try await stores.rememberedBrowsers.use(
            Sample.hash(seed), of: account.id, successor: Sample.hash(next), now: at ?? now,
            recordingTheft: { Record(Sample.entry(.browserTokenReused, $0.account)) })
    }

    private func forget(
        _ browser: SignIn.RememberedBrowser, _ account: Account, _ stores: Stores
    ) async throws -> Bool {
        try await stores.rememberedBrowsers.forget(
            browser.id, of: account.id, at: now,
            recording: Sample.record(.browserForgotten, account))
    }
}
