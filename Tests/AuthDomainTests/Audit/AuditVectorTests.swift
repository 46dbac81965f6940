import AuthDomain
import Cryptography
import Foundation
import Testing

/// `Tests/Vectors/audit.json`, written by another implementation (`scripts/audit-vectors.py`).
@Suite struct AuditVectorTests {
    private struct Vectors: Decodable {
        struct Row: Decodable {
            let type: String
            let position, first, last, sequence, at: Int64?
            let chain, hash, actor, action, subject, details, address, reference: String?
            let previousHash, userAgent: String?
        }

        let canonical: String
        let leafHashes: [String]
        let paths: [[String]]
        let checkpoint: Payload
        let export: [Row]
    }

    private struct Payload: Decodable {
        let size: Int64
        let root: String
    }

    private let vectors: Vectors
    private let digest = LibraryDigest()

    init() throws {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/audit.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        vectors = try decoder.decode(Vectors.self, from: Data(contentsOf: file))
    }

    private func fields(_ row: Vectors.Row) throws -> Audit.StoredFields {
        Audit.StoredFields(
            at: Instant(milliseconds: try #require(row.at)), actor: try #require(row.actor),
            action: try #require(row.action), subject: try #require(row.subject),
            details: try #require(row.details), address: try #require(row.address),
            userAgent: try #require(row.userAgent), reference: try #require(row.reference))
    }

    @Test func entriesHaveTheBytesAndHashesOfTheOtherImplementation() throws {
        let entries = vectors.export.filter { $0.type == "entry" }
        #expect(entries.count == 6)
        for (index, row) in entries.enumerated() {
            let previous = try #require(row.previousHash)
            let bytes = Audit.canonicalBytes(
                chain: try #require(row.chain), sequence: try #require(row.sequence),
                fields: try fields(row), previousHash: try #require(Hexadecimal.decode(previous)))
            if index == 0 { #expect(Hexadecimal.encode(bytes) == vectors.canonical) }
            #expect(Hexadecimal.encode(digest.sha256(bytes)) == row.hash)
        }
    }

    @Test func leavesPathsAndRootAreThoseOfTheOtherImplementation() throws {
        let leaves = try vectors.export.filter { $0.type == "leaf" }.map { row in
            let hash = try #require(row.hash)
            return Audit.Leaf(
                position: try #require(row.position), chain: try #require(row.chain),
                first: try #require(row.first), last: try #require(row.last),
                hash: try #require(Hexadecimal.decode(hash)))
        }
        let hashes = leaves.map { $0.treeHash(digest: digest) }
        #expect(hashes.map { Hexadecimal.encode($0) } == vectors.leafHashes)
        #expect(Int64(hashes.count) == vectors.checkpoint.size)
        let root = Audit.TreeHash.root(of: hashes, digest: digest)
        #expect(Hexadecimal.encode(root) == vectors.checkpoint.root)
        for (index, path) in vectors.paths.enumerated() {
            let ours = Audit.TreeHash.path(to: index, in: hashes[...], digest: digest)
            #expect(ours.map { Hexadecimal.encode($0) } == path)
        }
    }

    @Test func anExportedEntryIsReadBackUnchanged() throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        for row in vectors.export where row.type == "entry" {
            let entry = Audit.ChainedEntry(
                chain: try #require(row.chain), sequence: try #require(row.sequence),
                fields: try fields(row), previousHash: Audit.genesisHash, hash: Audit.genesisHash)
            let line = entry.exportLine
            #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x2028 })
            let back = try decoder.decode(Vectors.Row.self, from: Data(line.utf8))
            #expect(try fields(back) == entry.fields)
        }
    }
}
