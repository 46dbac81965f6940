import Pairing
import Testing

@Suite struct PairingKeyPairTests {
    @Test func aStoredKeyComesBack() throws {
        let made = PairingKeyPair()
        let stored = try PairingKeyPair(privateKey: made.privateKey)
        #expect(made.privateKey.count == 32 && made.publicKey.count == 33)
        #expect(stored.publicKey == made.publicKey)
        #expect(PairingKey.isPublicKey(made.publicKey))
    }

    @Test(arguments: [
        [], [1], [UInt8](repeating: 0, count: 32), [UInt8](repeating: 255, count: 32), [UInt8](repeating: 1, count: 33),
    ])
    func otherBytesAreNoPrivateKey(bytes: [UInt8]) {
        #expect(throws: PairingError.invalidPrivateKey) { try PairingKeyPair(privateKey: bytes) }
    }

    @Test func everyKeyPairIsNew() {
        #expect(Set((0..<20).map { _ in PairingKeyPair().publicKey }).count == 20)
    }

    @Test func printingShowsNoKey() {
        #expect("\(PairingKeyPair())" == "pairing key pair")
    }
}
