import Foundation
import JWTKit
import OTPCore

@testable import TokenSigning

/// A JWS to be made, with JSON values as text, so that a test can write what no library would.
struct Draft: Sendable {
    /// Members of the header and the payload: name and JSON value.
    var header: [String: String]
    var payload: [String: String]
    private let algorithm: any JWTAlgorithm

    init(
        header: [String: String], payload: [String: String], signedBy algorithm: any JWTAlgorithm
    ) {
        self.header = header
        self.payload = payload
        self.algorithm = algorithm
    }

    /// The token in compact serialization.
    func token() throws -> String {
        let input = "\(Self.encode(Self.json(header))).\(Self.encode(Self.json(payload)))"
        let signature = try algorithm.sign(Array(input.utf8))
        return "\(input).\(Base64URL.encode(signature))"
    }

    /// An object with members in the order of their names.
    static func json(_ members: [String: String]) -> String {
        let texts = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
        return "{\(texts.joined(separator: ","))}"
    }

    static func encode(_ text: String) -> String { Base64URL.encode(Array(text.utf8)) }
}

/// A client that makes DPoP proofs.
struct ProofClient: Sendable {
    /// Seconds since the epoch in every proof.
    static let now: Int64 = 1_800_000_000

    let jwk: [String: String]
    let algorithm: any JWTAlgorithm

    init(_ key: ES256PrivateKey = ES256PrivateKey()) async throws {
        guard let coordinates = PublicJWK(key.publicKey) else {
            throw CocoaError(.coderInvalidValue)
        }
        jwk = [
            "kty": #""EC""#, "crv": #""P-256""#, "x": "\"\(coordinates.x)\"",
            "y": "\"\(coordinates.y)\"",
        ]
        algorithm = try await JWTKeyCollection().add(ecdsa: key).getKey()
    }

    /// A proof for `POST https://id.example/oauth/token`, changed by `edit`.
    func proof(_ edit: (inout Draft) -> Void = { _ in }) throws -> String {
        var draft = Draft(
            header: [
                "typ": #""dpop+jwt""#, "alg": #""ES256""#, "jwk": Draft.json(jwk),
            ],
            payload: [
                "jti": #""one""#, "htm": #""POST""#, "htu": #""https://id.example/oauth/token""#,
                "iat": "\(Self.now)",
            ], signedBy: algorithm)
        edit(&draft)
        return try draft.token()
    }
}
