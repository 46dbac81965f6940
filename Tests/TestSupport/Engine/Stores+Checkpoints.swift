import AuthDomain
import Cryptography

/// Signs checkpoints for tests by a secret that only it has.
package struct TestCheckpointSigner: CheckpointSigning {
    /// Makes the only key.
    package init() {}

    private func seal(_ text: String) -> String {
        Hexadecimal.encode(LibraryDigest().sha256(Array("secret \(text) secret".utf8)))
    }

    package func sign(_ checkpoint: Audit.Checkpoint) async throws(StoreError) -> String {
        let text = [
            "\(checkpoint.number)", "\(checkpoint.at.milliseconds)", "\(checkpoint.size)",
            Hexadecimal.encode(checkpoint.root), Hexadecimal.encode(checkpoint.previous),
        ].joined(separator: " ")
        return "\(text).\(seal(text))"
    }

    package func read(_ jws: String) async throws(StoreError) -> Audit.Checkpoint? {
        let parts = jws.split(separator: ".").map(String.init)
        guard parts.count == 2, parts[1] == seal(parts[0]) else { return nil }
        let words = parts[0].split(separator: " ").map(String.init)
        guard words.count == 5, let number = Int64(words[0]), let at = Int64(words[1]),
            let size = Int64(words[2]), let root = Hexadecimal.decode(words[3]),
            let previous = Hexadecimal.decode(words[4])
        else { return nil }
        return Audit.Checkpoint(
            number: number, at: Instant(milliseconds: at), size: size, root: root, previous: previous)
    }

    package func keySet() async throws(StoreError) -> String { #"{"keys":[]}"# }
}

extension Stores {
    /// Makes checkpoints as `holder`.
    package func checkpointer(
        _ holder: String = "one", retention: Duration? = nil
    ) -> Audit.Checkpointer {
        Audit.Checkpointer(
            audit: audit, store: checkpoints, duties: duties, signer: TestCheckpointSigner(),
            digest: digest, holder: holder, retention: retention)
    }

    /// What is wrong with the log as a whole, read in small pages.
    package func logFlaws(trusted: String? = nil) async throws -> [Audit.Flaw] {
        var verification = Audit.LogVerification(
            audit: audit, store: checkpoints, signer: TestCheckpointSigner(), digest: digest,
            pageSize: 3)
        try await verification.run(trusted: trusted)
        return verification.flaws
    }
}
