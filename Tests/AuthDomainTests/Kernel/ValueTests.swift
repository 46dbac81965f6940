import AuthDomain
import Cryptography
import TestSupport
import Testing

/// The small values that everything else is made of.
@Suite struct ValueTests {
    @Test(arguments: [
        (0, 0), (999, 0), (1000, 1), (-1, -1), (-1000, -1), (-1001, -2), (1_800_000_000_999, 1_800_000_000),
    ])
    func secondsAreRoundedDown(milliseconds: Int64, seconds: Int64) {
        #expect(Instant(milliseconds: milliseconds).seconds == seconds)
    }

    @Test(arguments: [(0, 0), (1, 1), (1000, 1), (1001, 2), (29_999, 30)])
    func waitsAreRoundedUp(milliseconds: Int, seconds: Int) {
        #expect(Duration.milliseconds(milliseconds).secondsRoundedUp == seconds)
    }

    @Test(arguments: ["", "a b", "a/b", "é", "a\n", String(repeating: "x", count: 65)])
    func identifiersHaveNoOtherCharacters(text: String) {
        #expect(Identifier<Account>(text) == nil)
    }

    @Test func freshIdentifiersAreReadBack() {
        let id: Identifier<Account> = Sample.id()
        #expect(id.text.utf8.count == 22)
        #expect(Identifier<Account>(id.text) == id)
    }

    @Test func aTokenIsKnownByItsHashOnly() throws {
        let digest = LibraryDigest()
        let token = OpaqueToken(random: SystemRandomness(), digest: digest)
        #expect(token.text.utf8.count == 43)
        #expect(OpaqueToken(shown: token.text, digest: digest)?.hash == token.hash)
        for text in ["", token.text + "A", String(token.text.dropLast()), token.text + "="] {
            #expect(OpaqueToken(shown: text, digest: digest) == nil)
        }
    }

    @Test func comparisonSeesEveryByte() {
        #expect(equalInConstantTime([], []))
        #expect(equalInConstantTime([1, 2, 3], [1, 2, 3]))
        for other in [[1, 2], [1, 2, 3, 0], [0, 2, 3], [1, 2, 4], [1, 0, 3]] as [[UInt8]] {
            #expect(!equalInConstantTime([1, 2, 3], other))
        }
    }

    @Test func sealContextsOfDifferentPlacesDiffer() {
        let contexts = [
            SealContext(table: "devices", column: "secret", row: "1"),
            SealContext(table: "devices", column: "secret", row: "2"),
            SealContext(table: "registrations", column: "secret", row: "1"),
            SealContext(table: "devices", column: "ticket", row: "1"),
        ]
        #expect(Set(contexts).count == contexts.count)
    }
}
