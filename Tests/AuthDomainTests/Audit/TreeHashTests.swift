import AuthDomain
import Cryptography
import Testing

@Suite struct TreeHashTests {
    private static let digest = LibraryDigest()

    private static func leaves(_ count: Int) -> [[UInt8]] {
        (0..<count).map { digest.sha256([0] + Array("\($0)".utf8)) }
    }

    private static func root(_ leaves: some Sequence<[UInt8]>) -> [UInt8] {
        Audit.TreeHash.root(of: leaves, digest: digest)
    }

    /// RFC 9162 §2.1.1, word by word.
    private static func definition(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        if leaves.count < 2 { return leaves.first ?? digest.sha256([]) }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return digest.sha256([1] + definition(leaves[..<middle]) + definition(leaves[middle...]))
    }

    @Test func theRootIsThatOfTheDefinition() {
        for count in 0...70 {
            let leaves = Self.leaves(count)
            #expect(Self.root(leaves) == Self.definition(leaves[...]), "\(count)")
        }
    }

    @Test(arguments: [1, 2, 4, 8, 16])
    func fullSubtreesMayStandForTheirLeaves(size: Int) {
        for count in 0...70 {
            let leaves = Self.leaves(count)
            let buckets = stride(from: 0, to: count, by: size).map { start in
                Self.root(leaves[start..<min(start + size, count)])
            }
            #expect(Self.root(buckets) == Self.root(leaves), "\(count)")
        }
    }

    @Test func everyPathLeadsToTheRoot() {
        for count in 1...40 {
            let leaves = Self.leaves(count)
            let root = Self.root(leaves)
            for index in 0..<count {
                let path = Audit.TreeHash.path(to: index, in: leaves[...], digest: Self.digest)
                #expect(Self.follow(path, from: leaves[index], at: index, of: count) == root)
            }
        }
    }

    /// RFC 9162 §2.1.3.2.
    private static func follow(
        _ path: [[UInt8]], from leaf: [UInt8], at index: Int, of count: Int
    ) -> [UInt8]? {
        var (place, last, hash) = (index, count - 1, leaf)
        for beside in path {
            if last == 0 { return nil }
            if place & 1 == 1 || place == last {
                hash = digest.sha256([1] + beside + hash)
                while place & 1 == 0, place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = digest.sha256([1] + hash + beside)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 ? hash : nil
    }

    @Test func aLeafIsNeverAnInnerNode() {
        let leaf = Audit.Leaf(position: 0, chain: "a", first: 1, last: 1, hash: Audit.genesisHash)
        let other = Audit.Leaf(position: 0, chain: "a1", first: 1, last: 1, hash: Audit.genesisHash)
        #expect(leaf.treeHash(digest: Self.digest) != other.treeHash(digest: Self.digest))
        let moved = Audit.Leaf(position: 7, chain: "a", first: 1, last: 1, hash: Audit.genesisHash)
        #expect(leaf.treeHash(digest: Self.digest) == moved.treeHash(digest: Self.digest))
    }

    @Test(arguments: ["", "0", "0g", "AB", "é0", " 0"])
    func onlyPlainHexadecimalIsRead(text: String) {
        #expect(Hexadecimal.decode(text) == (text.isEmpty ? [] : nil))
        #expect(Hexadecimal.decode("00ff7a") == [0, 255, 0x7A])
        #expect(Hexadecimal.encode([0, 255, 0x7A]) == "00ff7a")
    }
}
