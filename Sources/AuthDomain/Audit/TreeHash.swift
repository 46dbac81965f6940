extension Audit {
    /// A Merkle tree's root, from hashes that come one after the other (RFC 9162 §2.1.1).
    ///
    /// Keeps one hash for each level, so that a tree of any size needs the memory of a few. As the tree
    /// is split at powers of two, the roots of equal, full subtrees may come in place of their leaves.
    package struct TreeHash: Sendable {
        private let digest: any Digesting
        /// Full subtrees from left to right, each larger than those behind it.
        private var subtrees: [(size: Int, hash: [UInt8])] = []
        /// How many hashes came.
        package private(set) var count = 0

        /// An empty tree.
        package init(digest: any Digesting) {
            self.digest = digest
        }

        /// Takes the next leaf's hash, or the next subtree's.
        package mutating func append(_ hash: [UInt8]) {
            var size = 1
            var hash = hash
            while let left = subtrees.last, left.size == size {
                hash = Self.node(left.hash, hash, digest: digest)
                size *= 2
                subtrees.removeLast()
            }
            subtrees.append((size, hash))
            count += 1
        }

        /// The root over what came; of nothing, the hash of nothing.
        package var root: [UInt8] {
            guard var root = subtrees.last?.hash else { return digest.sha256([]) }
            for left in subtrees.dropLast().reversed() {
                root = Self.node(left.hash, root, digest: digest)
            }
            return root
        }

        /// The hash of an inner node, which no leaf can have.
        static func node(_ left: [UInt8], _ right: [UInt8], digest: any Digesting) -> [UInt8] {
            digest.sha256([1] + left + right)
        }

        /// The root over `hashes`.
        package static func root(of hashes: some Sequence<[UInt8]>, digest: any Digesting) -> [UInt8] {
            var tree = TreeHash(digest: digest)
            for hash in hashes { tree.append(hash) }
            return tree.root
        }

        /// The hashes beside the way from the leaf at `index` to the root, lowest first (RFC 9162 §2.1.3.1).
        package static func path(
            to index: Int, in hashes: ArraySlice<[UInt8]>, digest: any Digesting
        ) -> [[UInt8]] {
            guard hashes.count > 1, hashes.indices.contains(hashes.startIndex + index) else { return [] }
            var split = 1
            while split * 2 < hashes.count { split *= 2 }
            let middle = hashes.startIndex + split
            if index < split {
                return path(to: index, in: hashes[..<middle], digest: digest)
                    + [root(of: hashes[middle...], digest: digest)]
            }
            return path(to: index - split, in: hashes[middle...], digest: digest)
                + [root(of: hashes[..<middle], digest: digest)]
        }
    }
}
