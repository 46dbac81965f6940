import AuthDomain
import OTPCore
import Testing

@testable import Cryptography

@Suite struct LibraryDigestTests {
    /// FIPS 180-4, "abc".
    @Test func digestOfThePublishedExample() {
        #expect(
            hex(LibraryDigest().sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    /// RFC 2202 §3 and RFC 4231 §4.3, test case 2 of both.
    @Test func codesOfThePublishedExamples() {
        let key = SecretBytes(Array("Jefe".utf8))
        let message = Array("what do ya want for nothing?".utf8)
        let digest = LibraryDigest()
        #expect(
            hex(digest.mac(.sha1, key: key, message: message))
                == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
        #expect(
            hex(digest.mac(.sha256, key: key, message: message))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            hex(digest.mac(.sha512, key: key, message: message))
                == "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737")
    }

    @Test(arguments: [0, 1, 7, 8, 9, 32, 1000])
    func randomBytesAreAsManyAsAsked(count: Int) {
        let random = SystemRandomness()
        #expect(random.bytes(count).count == count)
        if count > 8 { #expect(random.bytes(count) != random.bytes(count)) }
    }
}
