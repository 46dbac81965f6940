import AuthDomain

/// What the pages of addresses say.
enum AddressSentences {
    /// The heading of the form.
    static func title(_ channel: Delivery.Channel) -> Phrase {
        switch channel {
        case .email: Phrase("E-mail address")
        case .sms: Phrase("Phone number")
        }
    }

    /// What was typed is no address.
    static func invalid(_ channel: Delivery.Channel) -> Phrase {
        switch channel {
        case .email: Phrase("Type an e-mail address, for example maria@example.com.")
        case .sms: Phrase("Type the number with its country code, for example +385 91 234 5678.")
        }
    }

    /// The address is the person's already.
    static func unchanged(_ channel: Delivery.Channel) -> Phrase {
        switch channel {
        case .email: Phrase("That is your e-mail address already.")
        case .sms: Phrase("That is your phone number already.")
        }
    }

    /// The question before an address is removed.
    static func removal(_ channel: Delivery.Channel) -> Phrase {
        switch channel {
        case .email: Phrase("Remove your e-mail address?")
        case .sms: Phrase("Remove your phone number?")
        }
    }

    /// The notice for the query parameter `done` of the details; anything unknown gives none.
    static func notice(_ done: String?) -> Phrase? {
        switch done {
        case "email-changed": Phrase("E-mail address saved")
        case "phone-changed": Phrase("Phone number saved")
        case "email-removed": Phrase("E-mail address removed")
        case "phone-removed": Phrase("Phone number removed")
        case "password-changed": Phrase("Password changed")
        case "language": Phrase("Language saved")
        default: nil
        }
    }
}

extension Delivery.Channel {
    /// The channel as the portal's paths name it.
    init?(path: String?) {
        switch path {
        case "email": self = .email
        case "phone": self = .sms
        default: return nil
        }
    }

    /// The name in the portal's paths.
    var path: String {
        switch self {
        case .email: "email"
        case .sms: "phone"
        }
    }
}
