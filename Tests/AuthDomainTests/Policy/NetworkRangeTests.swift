import AuthDomain
import Testing

/// Ranges contain what they say, and what is none is refused.
@Suite struct NetworkRangeTests {
    @Test(arguments: [
        ("192.0.2.0/24", "192.0.2.255", true), ("192.0.2.0/24", "192.0.3.0", false),
        ("10.0.0.0/8", "10.255.0.1", true), ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
        ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false), ("192.0.2.128/25", "192.0.2.127", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
        ("2001:db8::/33", "2001:db8:8000::", false), ("::/0", "fe80::1%eth0", true), ("::1", "::1", true),
        ("192.0.2.0/24", "::ffff:192.0.2.9", true), ("192.0.2.0/24", "::ffff:c000:209", true),
        ("192.0.2.0/24", "unknown", false), ("::/0", "", false), ("::/0", "192.0.2.1", false),
    ])
    func itContainsWhatItSays(range: String, address: String, contains: Bool) throws {
        #expect(try #require(Policy.NetworkRange(range)).contains(address) == contains)
    }

    @Test(arguments: [
        "", "/", "192.0.2.0/33", "192.0.2.1/24", "192.0.2/24", "192.0.2.0/", "192.0.2.0/024", "192.0.2.256",
        "192.0.02.1", "192.0.2.0/-1", "192.0.2.0/+8", "2001:db8::/129", "2001:db8::1/32", "2001:::1", "1::2::3",
        "12345::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "g::", "::192.0.2.1.5", "192.0.2.0/24/24",
        ":1", "1:",
    ])
    func whatIsNoneIsRefused(text: String) {
        #expect(Policy.NetworkRange(text) == nil)
    }
}
