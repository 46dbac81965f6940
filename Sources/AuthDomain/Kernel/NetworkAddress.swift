/// Network addresses in text form.
package enum NetworkAddress {
    /// What one household or office has: an IPv4 address as it is, of an IPv6 address its first
    /// 64 bits (RFC 6177), since whoever has one has 2⁶⁴ of them.
    ///
    /// Text that is no address is cut at 64 characters and otherwise left as it is.
    package static func network(of address: String) -> String {
        guard address.contains(":"), !address.contains(".") else {
            return String(address.prefix(64))
        }
        let halves = address.prefix { $0 != "%" }.split(
            separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        var groups = (halves.first ?? "").split(separator: ":").map(String.init)
        if halves.count == 2 {
            let tail = halves[1].split(separator: ":").count
            groups += Array(repeating: "0", count: max(8 - groups.count - tail, 0))
            groups += halves[1].split(separator: ":").map(String.init)
        }
        return groups.prefix(4).joined(separator: ":").prefix(64) + "::/64"
    }
}
