extension Policy {
    /// A range of network addresses in CIDR notation (RFC 4632, RFC 4291 §2.3).
    package struct NetworkRange: Sendable, Equatable {
        /// As it was written.
        package let text: String
        private let network: [UInt8]
        private let prefix: Int

        /// Reads `192.0.2.0/24` or `2001:db8::/32`; a plain address is a range of one. `nil` when it is neither,
        /// or has bits beyond its prefix, which are mostly a slip.
        package init?(_ text: String) {
            guard text.utf8.count <= 64 else { return nil }
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count <= 2, let address = NetworkAddress.bytes(of: String(parts[0])) else { return nil }
            var prefix = address.count * 8
            if parts.count == 2 {
                guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let typed = Int(parts[1]),
                    typed <= prefix, parts[1].count == String(typed).count
                else { return nil }
                prefix = typed
            }
            guard Self.masked(address, prefix) == address else { return nil }
            self.text = text
            network = address
            self.prefix = prefix
        }

        /// Whether `address` lies in it. An IPv4 address in IPv6 clothes (`::ffff:192.0.2.1`) counts as what it is.
        package func contains(_ address: String) -> Bool {
            guard let bytes = NetworkAddress.bytes(of: address), bytes.count == network.count else { return false }
            return Self.masked(bytes, prefix) == network
        }

        private static func masked(_ bytes: [UInt8], _ prefix: Int) -> [UInt8] {
            bytes.enumerated().map { index, byte in
                switch prefix - index * 8 {
                case 8...: byte
                case ...0: 0
                case let bits: byte & (0xFF << (8 - UInt8(bits)))
                }
            }
        }
    }
}

extension NetworkAddress {
    /// The 4 or 16 bytes of an address in text form (RFC 4291 §2.2); `nil` when it is none. A zone (`%eth0`) is
    /// ignored, and an IPv4-mapped address gives 4 bytes.
    package static func bytes(of address: String) -> [UInt8]? {
        let text = String(address.prefix { $0 != "%" })
        guard text.utf8.count <= 45 else { return nil }
        guard text.contains(":") else { return dotted(text) }
        guard let bytes = colons(text) else { return nil }
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        return Array(bytes.prefix(12)) == mapped ? Array(bytes.suffix(4)) : bytes
    }

    private static func dotted(_ text: String) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part -> UInt8? in
            guard let byte = UInt8(part), String(byte) == part else { return nil }
            return byte
        }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }

    private static func colons(_ text: String) -> [UInt8]? {
        var text = text
        if let last = text.lastIndex(of: ":"), text[last...].contains(".") {
            guard let tail = dotted(String(text[text.index(after: last)...])) else { return nil }
            let pairs = [Int(tail[0]) << 8 | Int(tail[1]), Int(tail[2]) << 8 | Int(tail[3])]
            text = text[...last] + pairs.map { String($0, radix: 16) }.joined(separator: ":")
        }
        let halves = Self.halves(of: text)
        guard halves.count <= 2 else { return nil }
        let groups = halves.compactMap { Self.groups(of: $0) }
        guard groups.count == halves.count else { return nil }
        let count = groups.reduce(0) { $0 + $1.count }
        guard groups.count == 2 ? count <= 14 : count == 16 else { return nil }
        return groups[0] + [UInt8](repeating: 0, count: 16 - count) + (groups.count == 2 ? groups[1] : [])
    }

    /// What stands before, between and after each `::`.
    private static func halves(of text: String) -> [String] {
        var halves = [""]
        var rest = text[...]
        while let first = rest.first {
            if rest.hasPrefix("::") {
                halves.append("")
                rest = rest.dropFirst(2)
            } else {
                halves[halves.count - 1].append(first)
                rest = rest.dropFirst()
            }
        }
        return halves
    }

    private static func groups(of half: String) -> [UInt8]? {
        guard !half.isEmpty else { return [] }
        let parts = half.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for part in parts {
            guard (1...4).contains(part.utf8.count),
                part.utf8.allSatisfy({
                    (0x30...0x39).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0)
                }),
                let value = UInt16(part, radix: 16)
            else { return nil }
            bytes += [UInt8(value >> 8), UInt8(value & 0xFF)]
        }
        return bytes
    }
}
