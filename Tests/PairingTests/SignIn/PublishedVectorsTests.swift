import OTPCore
import Pairing
import Testing

@Suite struct PublishedVectorsTests {
    private static let seed = Array("1234567890".utf8)

    /// A secret as long as the hash's output, as RFC 6238 appendix B has them (erratum 2866).
    private static func secret(_ algorithm: OTPParameters.Algorithm) -> [UInt8] {
        let length = [OTPParameters.Algorithm.sha1: 20, .sha256: 32, .sha512: 64][algorithm, default: 0]
        return (0..<length).map { seed[$0 % 10] }
    }

    /// RFC 4226 appendix D.
    @Test func hotpValuesHold() {
        let values = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        for (counter, value) in values.enumerated() {
            let code = OneTimeCode(
                secret: Self.secret(.sha1), at: TimeStep(counter: UInt64(counter)), parameters: .authenticatorApp)
            #expect(code.text == value)
        }
    }

    /// RFC 6238 appendix B.
    @Test(
        arguments: [
            (59, "94287082", "46119246", "90693936"), (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"), (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"), (20_000_000_000, "65353130", "77737706", "47863826"),
        ] as [(Int64, String, String, String)])
    func totpValuesHold(time: Int64, sha1: String, sha256: String, sha512: String) throws {
        for (algorithm, value) in [(OTPParameters.Algorithm.sha1, sha1), (.sha256, sha256), (.sha512, sha512)] {
            let parameters = try #require(OTPParameters(algorithm: algorithm, digits: 8))
            let code = OneTimeCode(
                secret: Self.secret(algorithm), at: TimeStep(unixSeconds: time), parameters: parameters)
            #expect(code.text == value)
        }
    }

    @Test func aCodeMatchesInItsWindowOnly() throws {
        let key = [UInt8](repeating: 7, count: 32)
        let step = TimeStep(counter: 59_765_760)
        let code = PairingCode.code(key: key, at: step)
        #expect(PairingCode.match(code, key: key, at: step) == step)
        #expect(PairingCode.match(code, key: key, at: TimeStep(counter: step.counter + 1)) == step)
        #expect(PairingCode.match(code, key: key, at: TimeStep(counter: step.counter + 2)) == nil)
        #expect(PairingCode.match(code, key: key, at: step, after: step) == nil)
    }
}
