import Foundation
import OTPCore
import Testing

/// `Tests/Vectors/pairing.json`, written by another implementation (`scripts/pairing-vectors.py`).
struct PairingVectors: Decodable {
    struct Vector: Decodable, Sendable, CustomTestStringConvertible {
        struct Code: Decodable, Sendable {
            let time: Int64
            let counter: UInt64
            let code: String
        }

        let name, ticket, origin, userId, deviceName, dpopThumbprint, link, info, sharedSecret, salt, key: String
        let serverPrivateKey, serverPublicKey, phonePrivateKey, phonePublicKey: String
        let codes: [Code]

        var testDescription: String { name }

        func transcript() throws -> PairingTranscript {
            try #require(
                PairingTranscript(
                    origin: origin, userID: userId, deviceName: deviceName, serverPublicKey: try hex(serverPublicKey),
                    phonePublicKey: try hex(phonePublicKey), dpopThumbprint: dpopThumbprint))
        }
    }

    struct InvalidKey: Decodable, Sendable, CustomTestStringConvertible {
        let reason: String
        let bytes: String

        var testDescription: String { reason }
    }

    let vectors: [Vector]
    let changed: [Vector]
    let invalidPublicKeys: [InvalidKey]

    static func load() throws -> PairingVectors {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Vectors/pairing.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(PairingVectors.self, from: Data(contentsOf: file))
    }
}

/// The bytes of a hexadecimal text.
func hex(_ text: String) throws -> [UInt8] {
    try #require(text.count.isMultiple(of: 2))
    var bytes: [UInt8] = []
    var rest = Substring(text)
    while !rest.isEmpty {
        bytes.append(try #require(UInt8(rest.prefix(2), radix: 16)))
        rest = rest.dropFirst(2)
    }
    return bytes
}
