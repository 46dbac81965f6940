import AuthDomain
import JWTKit
import OTPCore

/// A public P-256 key as JSON Web Key (RFC 7518 §6.2), with coordinates in their only form.
struct PublicJWK: Sendable, Equatable {
    /// Bytes of a coordinate.
    static let coordinateLength = 32

    /// 43 base64url characters each.
    let x: String
    let y: String

    /// Takes coordinates; `nil` unless both are 32 bytes in canonical base64url.
    init?(x: String, y: String) {
        guard Base64URL.decode(x)?.count == Self.coordinateLength,
            Base64URL.decode(y)?.count == Self.coordinateLength
        else { return nil }
        self.x = x
        self.y = y
    }

    /// The coordinates of `key`, which JWTKit gives in padded base64.
    init?(_ key: ES256PublicKey) {
        guard let parameters = key.parameters else { return nil }
        self.init(x: Self.urlSafe(parameters.x), y: Self.urlSafe(parameters.y))
    }

    /// SHA-256 thumbprint (RFC 7638 §3): 43 base64url characters.
    func thumbprint(digest: any Digesting) -> String {
        let json = #"{"crv":"P-256","kty":"EC","x":"\#(x)","y":"\#(y)"}"#
        return Base64URL.encode(digest.sha256(Array(json.utf8)))
    }

    /// What checks signatures of the key.
    ///
    /// - Throws: JWTKit's error when the point is not on the curve.
    func verifier() async throws -> any JWTAlgorithm {
        let key = try ES256PublicKey(parameters: (x: x, y: y))
        return try await JWTKeyCollection().add(ecdsa: key).getKey()
    }

    private static func urlSafe(_ base64: String) -> String {
        let bytes = base64.utf8.filter { $0 != UInt8(ascii: "=") }.map { byte in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: byte
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension PublicJWK: Decodable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kty, crv, x, y
        // What private and symmetric keys have (RFC 7518 §6.2.2, §6.3.2, §6.4).
        case d, p, q, dp, dq, qi, oth, k
    }

    private static let secretMembers: [CodingKeys] = [.d, .p, .q, .dp, .dq, .qi, .oth, .k]

    /// Reads a key that a client sent; anything but a public P-256 key is refused.
    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        let x = try members.decode(String.self, forKey: .x)
        let y = try members.decode(String.self, forKey: .y)
        guard !Self.secretMembers.contains(where: members.contains),
            try members.decode(String.self, forKey: .kty) == "EC",
            try members.decode(String.self, forKey: .crv) == "P-256",
            let key = PublicJWK(x: x, y: y)
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .kty, in: members, debugDescription: "not a public P-256 key")
        }
        self = key
    }
}
