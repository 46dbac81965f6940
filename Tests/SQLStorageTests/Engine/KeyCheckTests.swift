import AuthDomain
import Cryptography
import SQLStorage
import TestSupport
import Testing

/// A server with another key-encryption key finds out before it seals or opens anything.
@Suite struct KeyCheckTests {
    @Test(arguments: StorageUnderTest.all)
    func theFirstKeyIsTheDeploymentsKey(storage: StorageUnderTest) async throws {
        try await storage.withStores { (stores: Stores) async throws -> Void in
            let check = KeyCheck(store: SQLDeploymentStore(engine: stores.engine))
            #expect(try await check.mayMakeKey())
            #expect(try await check.fits(sealer(1)))
            #expect(try await check.mayMakeKey() == false)
            #expect(try await check.fits(sealer(1)))
            #expect(try await check.fits(sealer(2)) == false)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofServersThatStartTogetherOneSetsTheKey(storage: StorageUnderTest) async throws {
        try await storage.withStores { (stores: Stores) async throws -> Void in
            let fits = try await race(20) { number in
                try await KeyCheck(store: SQLDeploymentStore(engine: stores.engine))
                    .fits(sealer(UInt8(number)))
            }
            #expect(fits.filter { $0 }.count == 1)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func noKeyIsMadeForADatabaseWithPeople(storage: StorageUnderTest) async throws {
        try await storage.withStores { (stores: Stores) async throws -> Void in
            try await stores.addAccount()
            #expect(try await KeyCheck(store: SQLDeploymentStore(engine: stores.engine)).mayMakeKey() == false)
        }
    }

    private func sealer(_ seed: UInt8) -> any Sealing {
        let secret = SecretBytes([UInt8](repeating: seed, count: 32))
        let key = Sample.required(KeyEncryptionKey(id: nil, secret: secret))
        return AESSealer(ring: Sample.required(Keyring([key])))
    }
}
