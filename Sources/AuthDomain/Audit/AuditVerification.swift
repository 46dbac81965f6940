extension Audit {
    /// What is wrong with a chain.
    package enum Flaw: Sendable, Equatable {
        /// An entry is missing before `sequence`, or two have changed places.
        case gap(chain: String, sequence: Int64)
        /// The entry's content does not match its hash, or it does not follow the one before.
        case altered(chain: String, sequence: Int64)
        /// The chain ends before the head that was recorded with its last entry.
        case truncated(chain: String, expected: Int64, found: Int64)
        /// The chain is whole, but not the one that was marked for a checkpoint up to `sequence`.
        case rewritten(chain: String, sequence: Int64)
        /// The chains taken together are not those that the checkpoint signed.
        case notAsSigned(checkpoint: Int64)
        /// The checkpoint's signature, link or stored form is not right, or it is not the trusted one.
        case checkpointAltered(number: Int64)
        /// There is no such checkpoint any more.
        case checkpointMissing(number: Int64)
        /// The checkpoint given as trusted is none that this deployment signed.
        case checkpointUnknown

        /// The chain that it is about.
        package var chain: String? {
            switch self {
            case .gap(let chain, _), .altered(let chain, _), .truncated(let chain, _, _),
                .rewritten(let chain, _):
                chain
            case .notAsSigned, .checkpointAltered, .checkpointMissing, .checkpointUnknown: nil
            }
        }
    }

    /// Checks one chain, entry by entry, in ascending order.
    package struct Verification: Sendable {
        private let chain: String
        private let digest: any Digesting
        /// The last entry taken; 0 before the first.
        package private(set) var sequence: Int64 = 0
        /// The last entry's hash.
        package private(set) var hash = Audit.genesisHash
        /// The first flaw found; later entries are not looked at.
        package private(set) var flaw: Flaw?

        /// Starts at the beginning of `chain`.
        package init(chain: String, digest: any Digesting) {
            self.chain = chain
            self.digest = digest
        }

        /// Starts behind the entry with that sequence and hash.
        package init(chain: String, after sequence: Int64, hash: [UInt8], digest: any Digesting) {
            self.chain = chain
            self.sequence = sequence
            self.hash = hash
            self.digest = digest
        }

        /// Takes the next entry.
        package mutating func take(_ entry: ChainedEntry) {
            guard flaw == nil else { return }
            guard entry.sequence == sequence + 1, entry.chain == chain else {
                flaw = .gap(chain: chain, sequence: sequence + 1)
                return
            }
            let expected = digest.sha256(
                Audit.canonicalBytes(
                    chain: chain, sequence: entry.sequence, fields: entry.fields,
                    previousHash: hash))
            guard entry.previousHash == hash, entry.hash == expected else {
                flaw = .altered(chain: chain, sequence: entry.sequence)
                return
            }
            sequence = entry.sequence
            hash = entry.hash
        }

        /// Says that no entry follows; `head` is what the store recorded as the chain's end.
        package mutating func finish(head: Head?) {
            guard flaw == nil else { return }
            let expected = head?.sequence ?? 0
            if expected != sequence {
                flaw = .truncated(chain: chain, expected: expected, found: sequence)
            } else if let head, head.hash != hash {
                flaw = .altered(chain: chain, sequence: sequence)
            }
        }
    }

    /// The end of a chain, kept apart from the entries so that cutting the tail is noticed.
    package struct Head: Sendable, Equatable {
        package let chain: String
        package let sequence: Int64
        package let hash: [UInt8]

        /// A head as read from a store.
        package init(chain: String, sequence: Int64, hash: [UInt8]) {
            self.chain = chain
            self.sequence = sequence
            self.hash = hash
        }
    }
}

/// Reads the audit log. Writing happens inside every other store's changes.
package protocol AuditStore: Sendable {
    /// The ends of all chains, by name, after `chain` (`nil`: from the start); at most `limit`.
    func heads(after chain: String?, limit: Int) async throws(StoreError) -> [Audit.Head]

    /// Entries of `chain` with a sequence above `sequence`, ascending; at most `limit`.
    func entries(
        of chain: String, after sequence: Int64, limit: Int
    ) async throws(StoreError) -> [Audit.ChainedEntry]

    /// The chains that have entries but no head: someone removed the head.
    func chainsWithoutHead() async throws(StoreError) -> [String]

    /// Appends an entry that goes with no other change, e.g. a refused attempt.
    func append(_ entry: Audit.Entry) async throws(StoreError)
}
