import Foundation

/// This machine's address on the local network.
enum LocalNetwork {
    /// A network interface with one IPv4 address.
    struct Interface: Equatable, Sendable {
        /// Its name, e.g. `wlan0`.
        let name: String
        /// Its address, four numbers with dots.
        let address: String
    }

    /// The address that phones on the same network reach this machine at.
    ///
    /// - Throws: ``Failure`` when no interface has an address that the internet does not reach.
    static func find() throws -> String {
        guard let interface = choose(from: try interfaces()) else {
            throw Failure.unavailable(
                """
                This machine is on no local network: no interface has an address like 192.168.1.20. \
                Connect to Wi-Fi or Ethernet, or leave out --lan.
                """)
        }
        return interface.address
    }

    /// The first interface with a local address; those of containers and virtual machines only when there is no
    /// other, as phones do not reach them.
    static func choose(from interfaces: [Interface]) -> Interface? {
        let candidates = interfaces.filter { isLocal($0.address) }
        return candidates.first { !isVirtual($0.name) } ?? candidates.first
    }

    /// Whether an address is one that the internet does not reach: private networks (RFC 1918 §3), shared address space
    /// of providers (RFC 6598), and the networks of examples and laboratories (RFC 5737, RFC 2544).
    static func isLocal(_ address: String) -> Bool {
        let parts = address.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4, !parts.contains(nil), let first = parts[0], let second = parts[1] else {
            return false
        }
        switch first {
        case 10: return true
        case 172: return (16...31).contains(second)
        case 100: return (64...127).contains(second)
        case 192: return second == 168 || (second == 0 && parts[2] == 2)
        case 198: return (18...19).contains(second) || (second == 51 && parts[2] == 100)
        case 203: return second == 0 && parts[2] == 113
        default: return false
        }
    }

    private static func isVirtual(_ name: String) -> Bool {
        ["docker", "br-", "veth", "virbr", "cni", "podman", "vmnet", "bridge"].contains { name.hasPrefix($0) }
    }

    /// The interfaces that are up, in the system's order, without loopback and point-to-point links.
    private static func interfaces() throws -> [Interface] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else {
            throw Failure.unavailable("The network interfaces of this machine cannot be listed.")
        }
        defer { freeifaddrs(list) }
        var found: [Interface] = []
        var next = list
        while let entry = next?.pointee {
            next = entry.ifa_next
            let flags = UInt32(entry.ifa_flags)
            guard flags & UInt32(IFF_UP) != 0,
                flags & UInt32(IFF_LOOPBACK) == 0,
                flags & UInt32(IFF_POINTOPOINT) == 0,
                let address = entry.ifa_addr, address.pointee.sa_family == sa_family_t(AF_INET),
                let text = numeric(address)
            else { continue }
            found.append(Interface(name: String(cString: entry.ifa_name), address: text))
        }
        return found
    }

    /// An IPv4 address as text.
    private static func numeric(_ address: UnsafeMutablePointer<sockaddr>) -> String? {
        address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { internet in
            var bytes = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
            guard inet_ntop(AF_INET, &internet.pointee.sin_addr, &bytes, socklen_t(bytes.count)) != nil else {
                return nil
            }
            return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
