import OTPCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A JWS in compact serialization (RFC 7515 §7.1), taken apart but not believed.
struct CompactJWS {
    /// Bytes of an ES256 signature (RFC 7518 §3.4).
    static let signatureLength = 64

    /// What is signed: header and payload as they came.
    let signingInput: [UInt8]
    let signature: [UInt8]
    private let header: [UInt8]
    private let payload: [UInt8]

    /// Takes a token apart.
    ///
    /// - Returns: `nil` unless it is at most `limit` bytes long, has three parts in canonical
    ///   base64url, and a signature of 64 bytes.
    init?(_ text: String, limit: Int) {
        guard text.utf8.count <= limit else { return nil }
        let bytes = Array(text.utf8)
        let parts = bytes.split(
            separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3,
            let header = Base64URL.decode(utf8: Array(parts[0])), !header.isEmpty,
            let payload = Base64URL.decode(utf8: Array(parts[1])), !payload.isEmpty,
            let signature = Base64URL.decode(utf8: Array(parts[2])),
            signature.count == Self.signatureLength
        else { return nil }
        self.signingInput = Array(bytes[..<parts[1].endIndex])
        self.signature = signature
        self.header = header
        self.payload = payload
    }

    /// The header as `Value`; `nil` when it is not such JSON.
    func header<Value: Decodable>(as type: Value.Type) -> Value? {
        Self.decode(type, from: header)
    }

    /// The payload as `Value`; `nil` when it is not such JSON.
    func payload<Value: Decodable>(as type: Value.Type) -> Value? {
        Self.decode(type, from: payload)
    }

    /// Reads UTF-8 JSON. Foundation would also guess UTF-16 and UTF-32, which RFC 7515 §2 does
    /// not know; their ASCII has zero bytes, and JSON has none.
    private static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) -> Value? {
        guard bytes.first == UInt8(ascii: "{"), !bytes.contains(0) else { return nil }
        return try? JSONDecoder().decode(type, from: Data(bytes))
    }
}
