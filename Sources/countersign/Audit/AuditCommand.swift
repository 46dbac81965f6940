import ArgumentParser
import AuthDomain

/// `countersign audit …`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Verify the audit log.",
        discussion: "Example: countersign audit verify",
        subcommands: [AuditVerify.self])
}

/// `countersign audit verify`.
struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute every hash chain and name what was changed, removed or cut off.",
        discussion: """
            Example: countersign audit verify --json
            Exit codes: 0 intact; 2 something was altered.
            """)

    @OptionGroup var data: DataOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            var verifier = ChainWalk(store: installation.audit, digest: installation.digest)
            try await verifier.walk()
            if json {
                try Output.json(
                    [
                        "chains": verifier.chains, "entries": verifier.entries,
                        "flaws": verifier.flaws.map { ChainWalk.sentence($0) },
                    ] as [String: Any])
            } else {
                print("\(verifier.chains) chains, \(verifier.entries) entries.")
                for flaw in verifier.flaws { print(ChainWalk.sentence(flaw)) }
                if verifier.flaws.isEmpty { print("The audit log is intact.") }
            }
            if !verifier.flaws.isEmpty { throw ExitCode(2) }
        }
    }
}

/// Walks all chains of the audit log.
struct ChainWalk {
    let store: any AuditStore
    let digest: any Digesting
    /// Chains seen.
    private(set) var chains = 0
    /// Entries seen.
    private(set) var entries = 0
    /// What is wrong, at most one flaw per chain.
    private(set) var flaws: [Audit.Flaw] = []

    init(store: any AuditStore, digest: any Digesting) {
        self.store = store
        self.digest = digest
    }

    /// Verifies every chain.
    mutating func walk() async throws {
        var last: String?
        while true {
            let heads = try await store.heads(after: last, limit: 500)
            for head in heads { try await verify(head.chain, head: head) }
            guard let next = heads.last else { break }
            last = next.chain
        }
        for chain in try await store.chainsWithoutHead() { try await verify(chain, head: nil) }
    }

    private mutating func verify(_ chain: String, head: Audit.Head?) async throws {
        var verification = Audit.Verification(chain: chain, digest: digest)
        var after: Int64 = 0
        while verification.flaw == nil {
            let page = try await store.entries(of: chain, after: after, limit: 500)
            for entry in page where entry.sequence <= head?.sequence ?? .max {
                verification.take(entry)
                entries += 1
            }
            guard let next = page.last else { break }
            after = next.sequence
        }
        verification.finish(head: head)
        chains += 1
        if let flaw = verification.flaw { flaws.append(flaw) }
    }

    /// `flaw` in words.
    static func sentence(_ flaw: Audit.Flaw) -> String {
        switch flaw {
        case .gap(let chain, let sequence):
            "Chain \(chain): entry \(sequence) is missing or out of order."
        case .altered(let chain, let sequence):
            "Chain \(chain): entry \(sequence) was altered."
        case .truncated(let chain, let expected, let found):
            "Chain \(chain): it should end at entry \(expected), and ends at \(found)."
        }
    }
}
