import AuthDomain
import Cryptography
import TestSupport
import Testing

@Suite struct GroupedCodeTests {
    private let digest = LibraryDigest()

    @Test func whatIsShownIsReadAgain() throws {
        let code = GroupedCode(random: SystemRandomness())
        #expect(code.text.split(separator: "-").map(\.count) == [4, 4, 4, 4])
        let read = try #require(GroupedCode(parsing: " " + code.text.lowercased().replacing("-", with: " ")))
        #expect(read.text == code.text)
        #expect(hash(read, "row") == hash(code, "row"))
    }

    @Test func aHashIsOfItsRowAlone() {
        let code = GroupedCode(random: SystemRandomness())
        #expect(hash(code, "row") != hash(code, "other"))
        #expect(hash(code, "row") != code.hash(table: "others", row: "row", digest: digest))
        #expect(hash(code, "row").count == 32)
    }

    @Test(arguments: ["", "7K3Q", "7K3QF9XW2M7K3QF9X", "7K3QF9XW2M7K3QFU", String(repeating: "7", count: 5000)])
    func otherTextIsRefused(text: String) {
        #expect(GroupedCode(parsing: text) == nil)
    }

    private func hash(_ code: GroupedCode, _ row: String) -> [UInt8] {
        code.hash(table: "codes", row: row, digest: digest)
    }
}
