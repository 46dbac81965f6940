extension Audit {
    /// What the deployment says, signed, of all its chains at one moment (`docs/audit.md`).
    package struct Checkpoint: Sendable, Equatable {
        /// 1 for the first, then one more each.
        package let number: Int64
        package let at: Instant
        /// How many chains the tree has.
        package let size: Int64
        /// The root over the chains' leaves.
        package let root: [UInt8]
        /// SHA-256 over the signed form of the checkpoint before; 32 zero bytes for the first.
        package let previous: [UInt8]

        /// A statement, to be signed or as read.
        package init(number: Int64, at: Instant, size: Int64, root: [UInt8], previous: [UInt8]) {
            self.number = number
            self.at = at
            self.size = size
            self.root = root
            self.previous = previous
        }

        /// The hash by which the next checkpoint refers to one with the signed form `jws`.
        package static func hash(of jws: String, digest: any Digesting) -> [UInt8] {
            digest.sha256(Array(jws.utf8))
        }
    }

    /// A checkpoint as it lies in the database.
    package struct SignedCheckpoint: Sendable, Equatable {
        package let number: Int64
        package let at: Instant
        package let size: Int64
        /// A JWS in compact serialization; only what it says is signed.
        package let jws: String

        /// A checkpoint as made or read.
        package init(number: Int64, at: Instant, size: Int64, jws: String) {
            self.number = number
            self.at = at
            self.size = size
            self.jws = jws
        }
    }

    /// What a checkpoint's tree says of one chain.
    package struct Leaf: Sendable, Equatable {
        /// The chain's place in the tree, given once.
        package let position: Int64
        package let chain: String
        /// The oldest entry that is kept.
        package let first: Int64
        /// The newest entry.
        package let last: Int64
        /// The newest entry's hash.
        package let hash: [UInt8]

        /// A leaf as made or read.
        package init(position: Int64, chain: String, first: Int64, last: Int64, hash: [UInt8]) {
            self.position = position
            self.chain = chain
            self.first = first
            self.last = last
            self.hash = hash
        }

        /// The leaf's hash in the tree: a zero byte, then each field behind its length as in
        /// ``Audit/canonicalBytes(chain:sequence:fields:previousHash:)``.
        package func treeHash(digest: any Digesting) -> [UInt8] {
            var bytes: [UInt8] = [0]
            for text in ["countersign/audit/leaf/v1", chain, String(first), String(last)] {
                Audit.append(Array(text.utf8), to: &bytes)
            }
            Audit.append(hash, to: &bytes)
            return digest.sha256(bytes)
        }
    }

    /// Leaves are hashed, and their hashes kept, in groups of so many.
    package static let bucketSize: Int64 = 1024

    /// Appends `part` behind its length (UInt32, big-endian).
    static func append(_ part: [UInt8], to bytes: inout [UInt8]) {
        let count = UInt32(part.count)
        bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
        bytes += part
    }
}

/// Signs checkpoints and recognizes those that the deployment signed.
package protocol CheckpointSigning: Sendable {
    /// The signed form of `checkpoint`.
    func sign(_ checkpoint: Audit.Checkpoint) async throws(StoreError) -> String

    /// What `jws` says; `nil` unless it is a checkpoint that a key of this deployment has signed.
    func read(_ jws: String) async throws(StoreError) -> Audit.Checkpoint?

    /// The public keys as a JSON Web Key Set.
    func keySet() async throws(StoreError) -> String
}
