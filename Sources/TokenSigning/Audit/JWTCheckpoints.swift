import AuthDomain
import JWTKit

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Checkpoints as ES256 JWS with the keys that sign access tokens, of a type of their own (RFC 8725 §3.11):
/// neither can be taken for the other.
package struct JWTCheckpoints: CheckpointSigning {
    /// `typ` of a checkpoint.
    static let type = "countersign-audit-checkpoint+jwt"
    /// Longest checkpoint in bytes that is looked at.
    package static let maximumLength = 4096

    private let keys: SigningKeys
    private let tokens: JWTAccessTokens
    private let clock: any Timekeeping

    /// Signs with the keys of `tokens`.
    package init(keysOf tokens: JWTAccessTokens) {
        keys = tokens.keys
        clock = tokens.clock
        self.tokens = tokens
    }

    package func sign(_ checkpoint: Audit.Checkpoint) async throws(StoreError) -> String {
        guard let key = try await keys.all(now: clock.now).first else {
            throw .inconsistent(reason: "there is no signing key")
        }
        return try await key.sign(CheckpointPayload(checkpoint), type: Self.type)
    }

    package func read(_ jws: String) async throws(StoreError) -> Audit.Checkpoint? {
        guard let jws = CompactJWS(jws, limit: Self.maximumLength),
            let header = jws.header(as: Header.self), header.isAcceptable,
            let key = try await keys.key(header.kid, now: clock.now),
            (try? key.algorithm.verify(jws.signature, signs: jws.signingInput)) == true
        else { return nil }
        return jws.payload(as: CheckpointPayload.self)?.checkpoint
    }

    package func keySet() async throws(StoreError) -> String {
        try await tokens.keySet()
    }

    private struct Header: Decodable {
        let typ: String
        let alg: String
        let kid: String
        /// Extensions that must be understood (RFC 7515 §4.1.11); none is.
        let crit: [String]?

        var isAcceptable: Bool { typ == JWTCheckpoints.type && alg == "ES256" && crit == nil }
    }
}

/// A checkpoint as JSON; hashes are hexadecimal, the moment is in milliseconds.
struct CheckpointPayload: JWTPayload {
    let number: Int64
    let at: Int64
    let size: Int64
    let root: String
    let previous: String

    init(_ checkpoint: Audit.Checkpoint) {
        number = checkpoint.number
        at = checkpoint.at.milliseconds
        size = checkpoint.size
        root = Hexadecimal.encode(checkpoint.root)
        previous = Hexadecimal.encode(checkpoint.previous)
    }

    /// What it says; `nil` when the hashes are none or a number is out of its range.
    var checkpoint: Audit.Checkpoint? {
        guard number > 0, size > 0, let root = Hexadecimal.decode(root), root.count == 32,
            let previous = Hexadecimal.decode(previous), previous.count == 32
        else { return nil }
        return Audit.Checkpoint(
            number: number, at: Instant(milliseconds: at), size: size, root: root, previous: previous)
    }

    /// JWTKit's hook; there is nothing to check, a checkpoint does not expire.
    func verify(using algorithm: some JWTAlgorithm) {}
}
