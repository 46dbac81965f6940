import AuthDomain

/// The section "Details" of the user profile (`/profile`).
struct DetailsPage: Page {
    static let template = "details"

    /// An e-mail address or a phone number.
    struct Address: Sendable {
        /// As it is; `nil`: there is none.
        var value: String?
        /// The path to another one; `nil`: no code can be sent on that channel.
        var changePath: String?
        /// The path to none.
        var removePath: String

        /// The address of `account` on `channel`.
        init(_ account: Account, _ channel: Delivery.Channel, canBeProved: Bool) {
            value = account.address(on: channel)
            changePath = canBeProved ? "/profile/address/\(channel.path)" : nil
            removePath = "/profile/address/\(channel.path)/remove"
        }
    }

    /// One of the languages to choose from.
    struct Choice: Sendable {
        /// The tag (BCP 47); empty: as the browser asks.
        var tag: String
        /// The language's own name; `nil`: as the browser asks.
        var name: String?
        var isChosen: Bool
    }

    var frame: PageFrame
    /// When a phone becomes needed in the app.
    var countdown: Countdown?
    /// The name this person signs in with.
    var username: String
    /// The name shown to people.
    var displayName: String
    /// The addresses are not shown to somebody who has proved a password alone.
    var areAddressesHidden: Bool
    /// Where notices and codes go by e-mail.
    var email: Address
    /// Where they go by text message.
    var phone: Address
    /// The languages of pages and messages.
    var languages: [Choice]
    /// When this browser signed in.
    var signedInSince: Moment
    /// The re-registration that somebody started, or `nil`.
    var reset: OwnReset?

    /// The details of `account`; codes can be sent on `channels`.
    init(
        frame: PageFrame, account: Account, areAddressesHidden: Bool,
        channels: Set<Delivery.Channel>, signedInSince: Moment
    ) {
        self.frame = frame
        username = account.username.text
        displayName = account.displayName
        self.areAddressesHidden = areAddressesHidden
        email = Address(account, .email, canBeProved: channels.contains(.email))
        phone = Address(account, .sms, canBeProved: channels.contains(.sms))
        languages =
            [Choice(tag: "", name: nil, isChosen: account.language == nil)]
            + Language.allCases.map {
                Choice(tag: $0.rawValue, name: $0.ownName, isChosen: account.language == $0)
            }
        self.signedInSince = signedInSince
    }
}

extension Language {
    /// What those who speak it call it.
    var ownName: String {
        switch self {
        case .english: "English"
        case .german: "Deutsch"
        case .croatian: "Hrvatski"
        }
    }
}
