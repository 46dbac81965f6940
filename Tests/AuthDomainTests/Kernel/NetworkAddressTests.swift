import AuthDomain
import Testing

@Suite struct NetworkAddressTests {
    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8::1", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"),
        ("fe80::1%eth0", "fe80:0:0:0::/64"), ("unknown", "unknown"), ("", ""),
    ])
    func oneNetworkIsOneSender(_ address: String, _ network: String) {
        #expect(NetworkAddress.network(of: address) == network)
    }

    @Test func endlessTextIsCut() {
        #expect(NetworkAddress.network(of: String(repeating: ":", count: 999)).count < 80)
        #expect(NetworkAddress.network(of: String(repeating: "a", count: 999)).count == 64)
    }
}

@Suite struct EmailAddressTests {
    @Test(arguments: ["maria@example.com", "o'neil+x@sub.example.org", "maría@exämple.de"])
    func takesAddresses(_ text: String) {
        #expect(EmailAddress.check(text) == text)
    }

    @Test(arguments: [
        "", "maria", "@example.com", "maria@", "a@b@c", "a b@c.de", "a@c.de\r\nBcc: x@y.z",
        "a@b.c,d@e.f", "<a@b.c>", String(repeating: "a", count: 65) + "@b.c",
    ])
    func refusesTheRest(_ text: String) {
        #expect(EmailAddress.check(text) == nil)
    }
}
