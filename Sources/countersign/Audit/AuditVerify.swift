import ArgumentParser
import AuthDomain
import Foundation
import Synchronization

/// `countersign audit verify`.
struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute every hash chain, compare with what was signed, and name what was changed.",
        discussion: """
            Example: countersign audit verify --json
            Example: countersign audit verify --checkpoint checkpoint-of-last-month.json
            Checks the signatures and links of all checkpoints, every chain, and that the chains are
            those that the newest checkpoint signed. With --checkpoint also that they contain what that
            one signed: keep copies of /audit/checkpoint elsewhere (docs/audit.md).
            Exit codes: 0 intact; 2 something was altered.
            """)

    @OptionGroup var data: DataOptions

    @Option(help: "A file with an earlier checkpoint, as /audit/checkpoint answered.")
    var checkpoint: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let trusted = try checkpoint.map { try CheckpointFile.read($0) }
            let installation = try await Opening.installation(data)
            let lines = ProgressLines()
            var verification = Audit.LogVerification(
                audit: installation.audit, store: installation.checkpoints,
                signer: installation.checkpointSigner, digest: installation.digest
            ) { progress in
                lines.say(
                    "\(progress.checkpoints) checkpoints, \(progress.chains) chains, \(progress.entries) entries …")
            }
            try await verification.run(trusted: trusted)
            try answer(verification)
            if !verification.flaws.isEmpty { throw ExitCode(2) }
        }
    }

    private func answer(_ verification: Audit.LogVerification) throws {
        let progress = verification.progress
        if json {
            try Output.json(
                [
                    "chains": progress.chains, "entries": progress.entries,
                    "checkpoints": progress.checkpoints, "unsigned_entries": progress.unsigned,
                    "flaws": verification.flaws.map { FlawSentence.of($0) },
                ] as [String: Any])
            return
        }
        print("\(progress.chains) chains, \(progress.entries) entries, \(progress.checkpoints) checkpoints.")
        if let newest = verification.newest {
            print(
                "Checkpoint \(newest.number) of \(Output.time(newest.at)) covers all but \(progress.unsigned) entries.")
        } else {
            print("There is no checkpoint: only the chains themselves were checked.")
        }
        for flaw in verification.flaws { print(FlawSentence.of(flaw)) }
        if verification.flaws.isEmpty { print("The audit log is intact.") }
    }
}

/// A checkpoint in a file.
enum CheckpointFile {
    /// The signed form in the file at `path`: alone, or in the JSON of `/audit/checkpoint`.
    static func read(_ path: String) throws -> String {
        guard let file = FileHandle(forReadingAtPath: path),
            let bytes = try? file.read(upToCount: 65_536), !bytes.isEmpty
        else { throw Failure.unavailable("\(path) cannot be read.") }
        if let object = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any],
            let signed = object["checkpoint"] as? String
        {
            return signed
        }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// Says on standard error how far long work is, at most every five seconds.
final class ProgressLines: Sendable {
    private let next = Mutex(ContinuousClock.now + .seconds(5))

    /// Says `line` when the last one is long enough ago.
    func say(_ line: String) {
        let isDue = next.withLock { next in
            guard ContinuousClock.now >= next else { return false }
            next = ContinuousClock.now + .seconds(5)
            return true
        }
        if isDue { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
    }
}

/// Flaws of the audit log in words.
enum FlawSentence {
    /// `flaw` in a sentence.
    static func of(_ flaw: Audit.Flaw) -> String {
        switch flaw {
        case .gap(let chain, let sequence):
            "Chain \(chain): entry \(sequence) is missing or out of order."
        case .altered(let chain, let sequence):
            "Chain \(chain): entry \(sequence) was altered."
        case .truncated(let chain, let expected, let found):
            "Chain \(chain): it should end at entry \(expected), and ends at \(found)."
        case .rewritten(let chain, let sequence):
            "Chain \(chain): it was rewritten after a checkpoint had signed it up to entry \(sequence)."
        case .notAsSigned(let number):
            "Checkpoint \(number) signed other chains than these: one was rewritten, or removed altogether."
        case .checkpointAltered(let number):
            "Checkpoint \(number) was altered or replaced."
        case .checkpointMissing(let number):
            "Checkpoint \(number) is missing."
        case .checkpointUnknown:
            "The file holds no checkpoint that a key of this deployment has signed."
        }
    }
}
