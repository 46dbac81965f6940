import OTPCore
import Testing

@Suite struct OTPParametersTests {
    @Test(arguments: [(5, 30), (9, 30), (6, 14), (6, 121), (Int.min, 30), (6, Int.max)])
    func valuesOutOfBoundsDoNotExist(digits: Int, period: Int) {
        #expect(OTPParameters(algorithm: .sha1, digits: digits, period: period) == nil)
    }

    @Test(
        arguments: [("SHA1", .sha1), ("sha-256", .sha256), ("Sha512", .sha512)] as [(String, OTPParameters.Algorithm)])
    func namesAreReadWhateverTheirCase(name: String, algorithm: OTPParameters.Algorithm) {
        #expect(OTPParameters.Algorithm(name: name) == algorithm)
    }

    @Test(arguments: ["", "MD5", "SHA", "SHA2", "SHA2566", "SHA-256 "])
    func otherNamesAreRefused(name: String) {
        #expect(OTPParameters.Algorithm(name: name) == nil)
    }
}
