extension Audit {
    /// An entry with its place in a chain.
    package struct ChainedEntry: Sendable, Equatable {
        /// The chain: an account's identifier, or ``Audit/deploymentChain``.
        package let chain: String
        /// 1 for the first entry of a chain, then one more each.
        package let sequence: Int64
        /// Actor, action, subject, details and origin as stored.
        package let fields: StoredFields
        /// ``hash`` of the entry before; 32 zero bytes for the first.
        package let previousHash: [UInt8]
        /// SHA-256 over ``canonicalBytes(chain:sequence:fields:previousHash:)``.
        package let hash: [UInt8]

        /// An entry as read from a store.
        package init(
            chain: String, sequence: Int64, fields: StoredFields,
            previousHash: [UInt8], hash: [UInt8]
        ) {
            self.chain = chain
            self.sequence = sequence
            self.fields = fields
            self.previousHash = previousHash
            self.hash = hash
        }
    }

    /// What an entry says, as text that is stored and hashed.
    package struct StoredFields: Sendable, Equatable {
        package let at: Instant
        package let actor: String
        package let action: String
        package let subject: String
        /// `name=value` pairs joined by the unit separator U+001F.
        package let details: String
        package let address: String
        package let userAgent: String
        package let reference: String

        /// The stored form of `entry`.
        package init(_ entry: Entry) {
            at = entry.at
            actor = entry.actor.text
            action = entry.action.rawValue
            subject = entry.subject ?? ""
            details = entry.details.map { "\($0.name)=\($0.value)" }.joined(separator: "\u{1F}")
            address = entry.source.address
            userAgent = entry.source.userAgent
            reference = entry.source.reference
        }

        /// Fields as read from a store.
        package init(
            at: Instant, actor: String, action: String, subject: String, details: String,
            address: String, userAgent: String, reference: String
        ) {
            self.at = at
            self.actor = actor
            self.action = action
            self.subject = subject
            self.details = details
            self.address = address
            self.userAgent = userAgent
            self.reference = reference
        }
    }

    /// The chain of events that concern no single account.
    package static let deploymentChain = "deployment"

    /// The chain that `entry` belongs to.
    package static func chain(of entry: Entry) -> String {
        entry.account?.text ?? deploymentChain
    }

    /// What is hashed: every field as UTF-8 behind its length (UInt32, big-endian), in a fixed
    /// order, then the previous hash. No two different entries have the same bytes.
    package static func canonicalBytes(
        chain: String, sequence: Int64, fields: StoredFields, previousHash: [UInt8]
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        let texts = [
            "countersign/audit/v1", chain, String(sequence), String(fields.at.milliseconds),
            fields.actor, fields.action, fields.subject, fields.details, fields.address,
            fields.userAgent, fields.reference,
        ]
        for text in texts { append(Array(text.utf8), to: &bytes) }
        append(previousHash, to: &bytes)
        return bytes
    }

    /// Puts `entry` behind the entry with `lastSequence` (0: none) and `lastHash`.
    package static func link(
        _ entry: Entry, after lastSequence: Int64, lastHash: [UInt8], digest: any Digesting
    ) -> ChainedEntry {
        let chain = chain(of: entry)
        let fields = StoredFields(entry)
        let hash = digest.sha256(
            canonicalBytes(
                chain: chain, sequence: lastSequence + 1, fields: fields, previousHash: lastHash))
        return ChainedEntry(
            chain: chain, sequence: lastSequence + 1, fields: fields,
            previousHash: lastHash, hash: hash)
    }

    /// What comes before the first entry of a chain.
    package static let genesisHash = [UInt8](repeating: 0, count: 32)
}
