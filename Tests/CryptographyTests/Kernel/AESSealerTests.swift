import AuthDomain
import Testing

@testable import Cryptography

@Suite struct AESSealerTests {
    private let random = SystemRandomness()
    private let place = SealContext(table: "device", column: "sealed_key", row: "one")

    private func sealer() throws -> AESSealer {
        AESSealer(ring: try #require(Keyring([KeyEncryptionKey(random: random)])))
    }

    @Test(arguments: [0, 1, 32, 1000])
    func whatIsSealedOpensAtItsPlace(length: Int) throws {
        let sealer = try sealer()
        let secret = random.bytes(length)
        let sealed = try sealer.seal(SecretBytes(secret), for: place)
        #expect(try sealer.open(sealed, for: place).bytes == secret)
        #expect(try sealer.seal(SecretBytes(secret), for: place) != sealed)
    }

    @Test func aSecretMovedElsewhereDoesNotOpen() throws {
        let sealer = try sealer()
        let sealed = try sealer.seal(SecretBytes([1, 2, 3]), for: place)
        for other in [
            SealContext(table: "device", column: "sealed_key", row: "two"),
            SealContext(table: "device", column: "other", row: "one"),
            SealContext(table: "other", column: "sealed_key", row: "one"),
        ] {
            #expect(isRefused { try sealer.open(sealed, for: other) })
        }
    }

    @Test func noBitMayChange() throws {
        let sealer = try sealer()
        let sealed = try sealer.seal(SecretBytes([1, 2, 3]), for: place)
        for index in sealed.indices {
            for bit in 0..<8 {
                var altered = sealed
                altered[index] ^= 1 << bit
                #expect(throws: SealError.self) { try sealer.open(altered, for: place) }
            }
        }
        for length in sealed.indices {
            #expect(throws: SealError.self) {
                try sealer.open(Array(sealed.prefix(length)), for: place)
            }
        }
        #expect(isRefused { try sealer.open(sealed + [0], for: place) })
        #expect(isRefused { try sealer.open([], for: place) })
    }

    @Test func anotherKeyIsNamed() throws {
        let sealed = try sealer().seal(SecretBytes([1]), for: place)
        let id = try AESSealer.keyID(of: sealed)
        let other = try sealer()
        let error = #expect(throws: SealError.self) { try other.open(sealed, for: place) }
        guard case .unknownKey(id) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func oldKeysOpenAndTheNewestSeals() throws {
        let old = try #require(Keyring([KeyEncryptionKey(random: random)]))
        let sealed = try AESSealer(ring: old).seal(SecretBytes([7]), for: place)
        let new = KeyEncryptionKey(random: random)
        let both = AESSealer(ring: try #require(old.adding(new)))
        #expect(try both.open(sealed, for: place).bytes == [7])
        #expect(try AESSealer.keyID(of: both.seal(SecretBytes([7]), for: place)) == new.id)
    }

    @Test func theFormatIsAsDocumented() throws {
        let key = try #require(
            KeyEncryptionKey(id: "k1", secret: SecretBytes([UInt8](repeating: 9, count: 32))))
        let sealer = AESSealer(ring: try #require(Keyring([key])))
        let sealed = try sealer.seal(SecretBytes([1, 2, 3]), for: place)
        #expect(sealed.prefix(4) == [1, 2, 0x6B, 0x31])
        #expect(sealed.count == 4 + 12 + 3 + 16)
    }

    private func isRefused(_ body: () throws -> SecretBytes) -> Bool {
        do {
            _ = try body()
            return false
        } catch {
            if case SealError.refused = error { return true }
            return false
        }
    }
}
