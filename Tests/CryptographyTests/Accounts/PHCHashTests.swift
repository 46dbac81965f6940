import Foundation
import Testing

@testable import Cryptography

@Suite struct PHCHashTests {
    private static let good =
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"

    @Test func aStringOfTheReferenceReadsAndWritesTheSame() throws {
        let hash = try #require(PHCHash(Self.good))
        #expect(hash.cost == Argon2Cost(memory: 256, passes: 2, lanes: 2))
        #expect(hash.salt == Array("somesalt".utf8))
        #expect(hash.tag.count == 32)
        #expect(hash.text == Self.good)
    }

    @Test(arguments: [
        "", "$", "$$$$$", "password", "$2b$12$abcdefghijklmnopqrstuv",
        // Another variant, version or missing version.
        replacing("argon2id", "argon2i"), replacing("argon2id", "argon2d"),
        replacing("argon2id", "ARGON2ID"), replacing("v=19", "v=16"), replacing("$v=19", ""),
        // Costs that would exhaust the server, or that make no sense.
        replacing("m=256", "m=1048577"), replacing("m=256", "m=4294967295"),
        replacing("m=256", "m=99999999999999999999"), replacing("m=256", "m=15"),
        replacing("m=256", "m=0"), replacing("m=256", "m=-8"), replacing("m=256", "m="),
        replacing("m=256", "m=0256"), replacing("m=256", "m=+256"), replacing("m=256", "m= 256"),
        replacing("m=256", "m=0x100"), replacing("m=256", "m=２５６"),
        replacing("t=2", "t=11"), replacing("t=2", "t=0"), replacing("p=2", "p=5"),
        replacing("p=2", "p=0"), replacing("p=2", "p=16777215"),
        // Order and number of parameters.
        replacing("m=256,t=2,p=2", "t=2,m=256,p=2"), replacing("m=256,t=2,p=2", "m=256,t=2"),
        replacing("p=2", "p=2,keyid=abc"), replacing("p=2", "p=2,data=abc"),
        replacing("m=256,t=2,p=2", "m=256,m=256,p=2"),
        // Salt and tag: padding, alphabet, left-over bits, lengths.
        replacing("c29tZXNhbHQ", "c29tZXNhbHQ="), replacing("c29tZXNhbHQ", "c29tZXNhbHR"),
        replacing("c29tZXNhbHQ", ""), replacing("c29tZXNhbHQ", "c29tZXM"),
        replacing("c29tZXNhbHQ", String(repeating: "A", count: 88)),
        replacing("bQk8UB/V", "bQk8UB_V"), replacing("c29tZXNhbHQ", "c29tZXNhb\u{0}HQ"),
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZY",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ",
        good + "$", good + " ", good + "\n", " " + good, good + String(repeating: "A", count: 400),
    ])
    func hostileStringsAreRefused(text: String) {
        #expect(PHCHash(text) == nil)
    }

    @Test func boundsThemselvesAreAccepted() {
        for cost in ["m=262144,t=10,p=4", "m=8,t=1,p=1", "m=32,t=1,p=4"] {
            #expect(PHCHash(Self.replacing("m=256,t=2,p=2", cost)) != nil)
        }
    }

    @Test func whateverDiffersFromTodaysIsReplaced() throws {
        let today = Argon2Cost.standard
        func differs(_ cost: String, salt: Int = 16, tag: Int = 32) throws -> Bool {
            let salt = PHCBase64.encode([UInt8](repeating: 7, count: salt))
            let tag = PHCBase64.encode([UInt8](repeating: 7, count: tag))
            return try #require(PHCHash("$argon2id$v=19$\(cost)$\(salt)$\(tag)"))
                .differs(from: today)
        }
        #expect(try !differs("m=19456,t=2,p=1"))
        #expect(try differs("m=65536,t=3,p=4"))
        #expect(try differs("m=19455,t=2,p=1"))
        #expect(try differs("m=65536,t=1,p=1"))
        #expect(try differs("m=19456,t=2,p=1", salt: 15))
        #expect(try differs("m=19456,t=2,p=1", tag: 31))
    }

    private static func replacing(_ part: String, _ other: String) -> String {
        guard let range = good.range(of: part) else { return "no such part" }
        return good.replacingCharacters(in: range, with: other)
    }
}
