import AuthDomain
import OTPCore
import Testing

@testable import Cryptography

@Suite struct PairingAgreementTests {
    private let agreement = PairingAgreement()
    private let ticket = [UInt8](repeating: 4, count: 16)

    private func transcript(server: [UInt8], phone: [UInt8]) throws -> PairingTranscript {
        try #require(
            PairingTranscript(
                origin: "https://id.example", userID: "u1", deviceName: "Maria's Pixel 8",
                serverPublicKey: server, phonePublicKey: phone,
                dpopThumbprint: Base64URL.encode([UInt8](repeating: 5, count: 32))))
    }

    @Test func bothSidesGetTheSameKey() throws {
        let (server, phone) = (agreement.makeKeyPair(), agreement.makeKeyPair())
        #expect(server.privateKey.count == 32)
        let transcript = try self.transcript(server: server.publicKey, phone: phone.publicKey)
        let ours = try agreement.pairingKey(
            privateKey: server.privateKey, phonePublicKey: phone.publicKey, ticket: ticket,
            transcript: transcript)
        let theirs = try agreement.pairingKey(
            privateKey: phone.privateKey, phonePublicKey: server.publicKey, ticket: ticket,
            transcript: transcript)
        #expect(ours.bytes == theirs.bytes)
        #expect(ours.count == 32)
    }

    @Test func aKeyOffTheCurveIsRefused() throws {
        let (server, phone) = (agreement.makeKeyPair(), agreement.makeKeyPair())
        let transcript = try self.transcript(server: server.publicKey, phone: phone.publicKey)
        for key in [[], [UInt8](repeating: 0, count: 33), [2] + [UInt8](repeating: 255, count: 32)] {
            #expect(throws: KeyAgreementError.self) {
                try agreement.pairingKey(
                    privateKey: server.privateKey, phonePublicKey: key, ticket: ticket,
                    transcript: transcript)
            }
        }
    }
}
