import AuthDomain
import Testing

@testable import Cryptography

/// Known answers from RFC 9106 §5.3 and from the reference implementation's own test.
@Suite struct Argon2Tests {
    @Test func answerOfTheRFC() throws {
        let cost = try #require(Argon2Cost(memory: 32, passes: 3, lanes: 4))
        let tag = try Argon2.tag(
            of: SecretBytes([UInt8](repeating: 1, count: 32)),
            salt: [UInt8](repeating: 2, count: 16), cost: cost, length: 32,
            secret: [UInt8](repeating: 3, count: 8), context: [UInt8](repeating: 4, count: 12))
        #expect(
            hex(tag) == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")
    }

    @Test(arguments: [
        (
            2, 65536, 1, "password", "somesalt",
            "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
        ),
        (
            2, 256, 1, "password", "somesalt",
            "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"
        ),
        (
            2, 256, 2, "password", "somesalt",
            "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"
        ),
        (
            1, 65536, 1, "password", "somesalt",
            "f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98"
        ),
        (
            2, 65536, 1, "differentpassword", "somesalt",
            "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde"
        ),
    ])
    func answersOfTheReference(
        passes: Int, memory: Int, lanes: Int, password: String, salt: String, expected: String
    ) throws {
        let cost = try #require(Argon2Cost(memory: memory, passes: passes, lanes: lanes))
        let tag = try Argon2.tag(
            of: SecretBytes(Array(password.utf8)), salt: Array(salt.utf8), cost: cost)
        #expect(hex(tag) == expected)
    }

    @Test func aPasswordMayBeEmptyAndKeepsItsBytes() throws {
        let cost = try #require(Argon2Cost(memory: 8, passes: 1, lanes: 1))
        let salt = [UInt8](repeating: 9, count: 16)
        let empty = try Argon2.tag(of: SecretBytes([]), salt: salt, cost: cost)
        let password = SecretBytes(Array("secret".utf8))
        let first = try Argon2.tag(of: password, salt: salt, cost: cost)
        #expect(try Argon2.tag(of: password, salt: salt, cost: cost) == first)
        #expect(first != empty)
        #expect(password.bytes == Array("secret".utf8))
    }

    @Test func aRefusalOfTheLibraryIsAnError() throws {
        let cost = try #require(Argon2Cost(memory: 8, passes: 1, lanes: 1))
        #expect(throws: HashingError.failed(code: -6)) {
            try Argon2.tag(of: SecretBytes([1]), salt: [1, 2, 3], cost: cost)
        }
    }
}

/// Lower-case hexadecimal digits.
func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
