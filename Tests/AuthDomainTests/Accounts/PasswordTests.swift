import AuthDomain
import Testing

/// NIST SP 800-63B-4 §3.1.1.2: length and a block list, no rules of composition.
@Suite struct PasswordTests {
    @Test(arguments: [
        "correct horse battery", "aaaabaaa", "        x", "ünïcödé pässphräse", "📱🔑🚪🪟🧱🏠🌳🌙",
        String(repeating: "long passphrase ", count: 16), "kdj38sAf",
    ])
    func longEnoughUncommonPasswordsAreGood(text: String) throws {
        #expect(try #require(Password(text)).weakness == nil)
    }

    @Test(arguments: ["p", "1234567", "ünïcödé", "📱🔑🚪🪟🧱🏠🌳"])
    func lessThanEightCharactersAreTooShort(text: String) throws {
        #expect(try #require(Password(text)).weakness == .tooShort(minimum: 8))
    }

    @Test func moreThan256CharactersAreTooLong() throws {
        let text = String(repeating: "ab1 ", count: 64)
        #expect(try #require(Password(text)).weakness == nil)
        #expect(try #require(Password(text + "c")).weakness == .tooLong(maximum: 256))
    }

    @Test(arguments: [
        "password", "Password", "PASSWORD1", "password123!", "qwertyuiop",
        "12345678", "11111111", "aaaaaaaa", "Welcome2026", "iloveyou!", "conversations",
        "Countersign1",
    ])
    func whatEveryoneTriesFirstIsCommon(text: String) throws {
        #expect(try #require(Password(text)).weakness == .common)
    }

    @Test func hostileLengthsAreRefusedUnread() {
        #expect(Password("") == nil)
        #expect(Password(String(repeating: "x", count: 1024)) != nil)
        #expect(Password(String(repeating: "x", count: 1025)) == nil)
    }
}
