import AuthDomain

/// Shows enough of an address for its owner to know it, and too little for others.
enum AddressMask {
    /// `m•••@example.com`, `+385 ••• 67`.
    static func masked(_ address: String, _ channel: Delivery.Channel) -> String {
        switch channel {
        case .email:
            let domain = address.drop { $0 != "@" }
            return "\(address.prefix(1))•••\(domain)"
        case .sms:
            let code = Delivery.countryCode(of: address) ?? ""
            return "\(code) ••• \(address.suffix(2))"
        }
    }
}
