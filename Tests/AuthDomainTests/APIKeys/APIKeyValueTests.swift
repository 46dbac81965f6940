import AuthDomain
import Cryptography
import TestSupport
import Testing

/// What is a key and what is a name.
@Suite struct APIKeyValueTests {
    private let digest = LibraryDigest()

    @Test func aSecretIsReadAsItWasMade() throws {
        let made = APIKeySecret(random: SystemRandomness(), digest: digest)
        #expect(made.text.hasPrefix("csk_"))
        #expect(made.text.utf8.count == 47)
        #expect(made.hash.count == 32)
        #expect(try #require(APIKeySecret(shown: made.text, digest: digest)).hash == made.hash)
        let other = APIKeySecret(random: SystemRandomness(), digest: digest)
        #expect(other.hash != made.hash)
    }

    @Test(arguments: [
        "", "csk_", "A" + String(repeating: "A", count: 46),
        "csk_" + String(repeating: "A", count: 42), "csk_" + String(repeating: "A", count: 44),
        "CSK_" + String(repeating: "A", count: 43), "csk-" + String(repeating: "A", count: 43),
        " csk_" + String(repeating: "A", count: 42), "csk_" + String(repeating: "A", count: 42) + "=",
        "csk_" + String(repeating: "A", count: 42) + " ", "csk_" + String(repeating: "A", count: 42) + "\u{0}",
        "csk_" + String(repeating: "A", count: 42) + "+", "csk_" + String(repeating: "A", count: 41) + "é",
        // Left-over bits: another text of the same 32 bytes.
        "csk_" + String(repeating: "A", count: 42) + "B",
        "csk_" + String(repeating: "A", count: 1_000_000),
        "csk_\u{301}" + String(repeating: "A", count: 41),
    ])
    func whatIsNoSecretIsRefused(text: String) {
        #expect(APIKeySecret(shown: text, digest: digest) == nil)
    }

    @Test func theSmallestSecretIsOne() {
        #expect(
            APIKeySecret(shown: "csk_" + String(repeating: "A", count: 43), digest: digest) != nil)
    }

    @Test(arguments: ["a", "shop", "Țill 💶", String(repeating: "x", count: 64)])
    func namesAreKept(text: String) throws {
        #expect(try #require(APIKeyName(text)).text == text)
    }

    @Test(arguments: [
        "", " ", " shop", "shop ", "a\nb", "a\u{0}", "a\u{202E}b", String(repeating: "x", count: 65),
        "x" + String(repeating: "\u{301}", count: 300),
    ])
    func otherNamesAreRefused(text: String) {
        #expect(APIKeyName(text) == nil)
    }
}
