import AuthDomain
import SQLStorage

extension Stores {
    /// Checks every chain of the audit log, reading it in small pages.
    package func auditFlaws() async throws -> [Audit.Flaw] {
        var flaws: [Audit.Flaw] = []
        var last: String?
        while true {
            let heads = try await audit.heads(after: last, limit: 3)
            for head in heads {
                if let flaw = try await flaw(of: head.chain, head: head) { flaws.append(flaw) }
            }
            guard let end = heads.last else { break }
            last = end.chain
        }
        for chain in try await audit.chainsWithoutHead() {
            if let flaw = try await flaw(of: chain, head: nil) { flaws.append(flaw) }
        }
        return flaws
    }

    private func flaw(of chain: String, head: Audit.Head?) async throws -> Audit.Flaw? {
        var verification = Audit.Verification(chain: chain, digest: digest)
        var sequence: Int64 = 0
        while true {
            let entries = try await audit.entries(of: chain, after: sequence, limit: 7)
            for entry in entries { verification.take(entry) }
            guard let end = entries.last else { break }
            sequence = end.sequence
        }
        verification.finish(head: head)
        return verification.flaw
    }

    /// What was recorded about `account`, oldest first; `nil`: about the deployment.
    package func actions(of account: Identifier<Account>?) async throws -> [Audit.Action] {
        let chain = account?.text ?? Audit.deploymentChain
        return try await audit.entries(of: chain, after: 0, limit: 1000)
            .compactMap { Audit.Action(rawValue: $0.fields.action) }
    }

    /// Runs one statement past all rules, as someone with the database's password could.
    @discardableResult
    package func tamper(_ sql: String, _ values: [SQLValue] = []) async throws -> Int {
        try await engine.write { connection throws(StoreError) in
            try connection.execute(sql, values)
        }
    }

    /// The rows of a statement.
    package func rows(_ sql: String, _ values: [SQLValue] = []) async throws -> [SQLRow] {
        try await engine.read { connection throws(StoreError) in
            try connection.query(sql, values)
        }
    }
}
