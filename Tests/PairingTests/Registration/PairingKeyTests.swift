import Foundation
import OTPCore
import Pairing
import Testing

@Suite struct PairingKeyTests {
    @Test(arguments: try PairingVectors.load().vectors + PairingVectors.load().changed)
    func bothSidesAgreeWithTheOtherImplementation(vector: PairingVectors.Vector) throws {
        let transcript = try vector.transcript()
        #expect(transcript.info == (try hex(vector.info)))
        let ticket = try hex(vector.ticket)
        let phone = try PairingKey.derive(
            privateKey: hex(vector.phonePrivateKey), peerPublicKey: hex(vector.serverPublicKey), ticket: ticket,
            transcript: transcript)
        let server = try PairingKey.derive(
            privateKey: hex(vector.serverPrivateKey), peerPublicKey: hex(vector.phonePublicKey), ticket: ticket,
            transcript: transcript)
        #expect(phone == (try hex(vector.key)))
        #expect(server == phone)
        for code in vector.codes {
            let step = TimeStep(unixSeconds: code.time)
            #expect(step.counter == code.counter)
            #expect(PairingCode.code(key: phone, at: step).text == code.code)
        }
    }

    @Test(arguments: try PairingVectors.load().vectors)
    func linksAreThoseOfTheOtherImplementation(vector: PairingVectors.Vector) throws {
        let link = try #require(
            PairingLink(
                origin: vector.origin, ticket: try hex(vector.ticket), serverPublicKey: try hex(vector.serverPublicKey),
                deviceName: vector.deviceName))
        #expect(link.text == vector.link)
        #expect(PairingLink(parsing: vector.link) == link)
    }

    /// Ticket, origin, user, name, either key, thumbprint: one of them differs, and every code does.
    @Test(arguments: try PairingVectors.load().changed)
    func oneChangedInputChangesTheCodes(vector: PairingVectors.Vector) throws {
        let original = try #require(try PairingVectors.load().vectors.first)
        #expect(original.key != vector.key)
        #expect(zip(original.codes, vector.codes).allSatisfy { $0.code != $1.code })
    }

    @Test func everyInputIsChangedByAVector() throws {
        let names = try PairingVectors.load().changed.map(\.name)
        #expect(
            names == ["ticket", "origin", "user_id", "device_name", "server_key", "phone_key", "dpop_thumbprint"])
    }

    @Test(arguments: try PairingVectors.load().invalidPublicKeys)
    func bytesThatAreNoPointAreRefused(key: PairingVectors.InvalidKey) throws {
        let bytes = try hex(key.bytes)
        let vector = try #require(try PairingVectors.load().vectors.first)
        #expect(!PairingKey.isPublicKey(bytes))
        #expect(throws: PairingError.invalidPublicKey) {
            try PairingKey.derive(
                privateKey: hex(vector.phonePrivateKey), peerPublicKey: bytes, ticket: hex(vector.ticket),
                transcript: vector.transcript())
        }
    }

    @Test func bothKeysMustBeThoseOfTheTranscript() throws {
        let vector = try #require(try PairingVectors.load().vectors.first)
        let stranger = PairingKeyPair()
        #expect(throws: PairingError.keyNotInTranscript) {
            try PairingKey.derive(
                privateKey: hex(vector.phonePrivateKey), peerPublicKey: stranger.publicKey, ticket: hex(vector.ticket),
                transcript: vector.transcript())
        }
        #expect(throws: PairingError.keyNotInTranscript) {
            try PairingKey.derive(
                privateKey: stranger.privateKey, peerPublicKey: hex(vector.serverPublicKey),
                ticket: hex(vector.ticket), transcript: vector.transcript())
        }
    }

    @Test(arguments: [0, 15, 17, 1000])
    func ticketsHaveTheirLength(length: Int) throws {
        let vector = try #require(try PairingVectors.load().vectors.first)
        #expect(throws: PairingError.invalidTicket) {
            try PairingKey.derive(
                privateKey: hex(vector.phonePrivateKey), peerPublicKey: hex(vector.serverPublicKey),
                ticket: [UInt8](repeating: 1, count: length), transcript: vector.transcript())
        }
    }
}
