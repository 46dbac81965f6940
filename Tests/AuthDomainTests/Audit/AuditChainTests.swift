import AuthDomain
import Cryptography
import TestSupport
import Testing

/// No two different entries have the same canonical bytes, so no change keeps a hash.
@Suite struct AuditChainTests {
    private static let texts = ["x", "x=", "=x", "", "x\u{1F}", "é", "e\u{301}", "1", "xx"]

    @Test func everyFieldAndItsPlaceCountIn() {
        var seen: [[UInt8]: String] = [:]
        func add(_ what: String, _ bytes: [UInt8]) {
            if let other = seen.updateValue(what, forKey: bytes) {
                Issue.record("\(what) has the bytes of \(other)")
            }
        }
        let base = [String](repeating: "base", count: 7)
        add("base", bytes(base))
        for index in base.indices {
            for text in Self.texts {
                var fields = base
                fields[index] = text
                add("field \(index) = \(text.debugDescription)", bytes(fields))
            }
        }
        add("other chain", bytes(base, chain: "other"))
        add("other sequence", bytes(base, sequence: 2))
        add("other moment", bytes(base, at: Sample.morning + .milliseconds(1)))
        add("other previous", bytes(base, previous: Sample.hash("other")))
    }

    @Test func textThatMovesToTheNextFieldChangesTheBytes() {
        let base = [String](repeating: "", count: 7)
        var all: Set<[UInt8]> = []
        for index in base.indices {
            var fields = base
            fields[index] = "moved"
            all.insert(bytes(fields))
            if index > 0 {
                fields[index] = "ved"
                fields[index - 1] = "mo"
                all.insert(bytes(fields))
            }
        }
        #expect(all.count == base.count * 2 - 1)
    }

    @Test func factsCannotImitateOneAnother() {
        let entries = [
            [Audit.Detail("a", "1\u{1F}b=2")],
            [Audit.Detail("a", "1"), Audit.Detail("b", "2")],
        ].map { details in
            Audit.StoredFields(
                Audit.Entry(
                    .codeRefused, account: nil, by: .system, details: details,
                    at: Sample.morning, source: Sample.source))
        }
        #expect(entries[0] != entries[1])
    }

    @Test func actorsCannotImitateOneAnother() {
        let actors: [Audit.Actor] = [
            .person, .commandLine, .system, .administrator(Sample.id()),
            .administrator(Sample.id()),
        ]
        #expect(Set(actors.map(\.text)).count == actors.count)
    }

    @Test func storedNamesOfActionsAreDistinct() {
        let names = Audit.Action.allCases.map(\.rawValue)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: 0...4)
    func anIntactChainIsFoundIntact(length: Int) {
        let chain = chain(length)
        var verification = Audit.Verification(
            chain: Audit.deploymentChain, digest: LibraryDigest())
        for entry in chain { verification.take(entry) }
        verification.finish(head: head(of: chain))
        #expect(verification.flaw == nil)
    }

    @Test func theFirstFlawIsTold() {
        let chain = chain(5)
        var verification = Audit.Verification(
            chain: Audit.deploymentChain, digest: LibraryDigest())
        for entry in chain where entry.sequence != 2 { verification.take(entry) }
        verification.finish(head: nil)
        #expect(verification.flaw == .gap(chain: Audit.deploymentChain, sequence: 2))
    }

    @Test func hostileTextsInEntriesAreBounded() {
        let hostile = "x" + String(repeating: "\u{301}", count: 100_000)
        let entry = Audit.Entry(
            .codeRefused, account: nil, by: .system, details: [Audit.Detail("a", hostile)],
            at: Sample.morning,
            source: RequestSource(address: hostile, userAgent: hostile, reference: "T"))
        let fields = Audit.StoredFields(entry)
        for text in [fields.details, fields.userAgent, fields.address] {
            #expect(text.utf8.count <= 1100)
        }
    }

    private func chain(_ length: Int) -> [Audit.ChainedEntry] {
        var chain: [Audit.ChainedEntry] = []
        for _ in 0..<length {
            chain.append(
                Audit.link(
                    Sample.entry(.codeRefused, nil), after: chain.last?.sequence ?? 0,
                    lastHash: chain.last?.hash ?? Audit.genesisHash, digest: LibraryDigest()))
        }
        return chain
    }

    private func head(of chain: [Audit.ChainedEntry]) -> Audit.Head? {
        chain.last.map { Audit.Head(chain: $0.chain, sequence: $0.sequence, hash: $0.hash) }
    }

    private func bytes(
        _ texts: [String], chain: String = "chain", sequence: Int64 = 1,
        at moment: Instant = Sample.morning, previous: [UInt8] = Audit.genesisHash
    ) -> [UInt8] {
        Audit.canonicalBytes(
            chain: chain, sequence: sequence,
            fields: Audit.StoredFields(
                at: moment, actor: texts[0], action: texts[1], subject: texts[2],
                details: texts[3], address: texts[4], userAgent: texts[5], reference: texts[6]),
            previousHash: previous)
    }
}
