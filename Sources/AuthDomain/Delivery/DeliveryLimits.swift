extension Delivery {
    /// How many messages may leave within 24 hours, so that nobody can run up costs or flood a mailbox.
    ///
    /// A message counts once, however often it is tried.
    package struct Limits: Sendable, Equatable {
        /// To one address.
        package var emailsPerAddress = 60
        /// To one telephone number.
        package var textsPerNumber = 20
        /// For one account, on all channels together.
        package var perAccount = 100
        /// Text messages in all.
        package var texts = 2000
        /// Text messages to one country calling code.
        package var textsPerCountry = 500
        /// Country calling codes that text messages may go to, like `+49`; empty: all.
        package var countries: [String] = []

        /// The defaults.
        package init() {}

        /// What left within the last 24 hours, as one message sees it.
        package struct Counts: Sendable, Equatable {
            package var toRecipient: Int
            package var forAccount: Int
            package var onChannel: Int
            package var toCountry: Int

            /// Counts of messages, the one in question not among them.
            package init(
                toRecipient: Int = 0, forAccount: Int = 0, onChannel: Int = 0, toCountry: Int = 0
            ) {
                self.toRecipient = toRecipient
                self.forAccount = forAccount
                self.onChannel = onChannel
                self.toCountry = toCountry
            }
        }

        /// Why another message on `channel` to `recipient` must not leave; `nil`: it may.
        package func refusal(
            on channel: Channel, to recipient: String, after counts: Counts
        ) -> Trouble? {
            if counts.forAccount >= perAccount { return Trouble("limit: messages for one account and day") }
            switch channel {
            case .email:
                return counts.toRecipient >= emailsPerAddress
                    ? Trouble("limit: e-mails to one address and day") : nil
            case .sms:
                if !countries.isEmpty, !countries.contains(where: { recipient.hasPrefix($0) }) {
                    return Trouble("limit: the country is not among delivery.sms.allowedCountries")
                }
                if counts.toRecipient >= textsPerNumber {
                    return Trouble("limit: text messages to one number and day")
                }
                if counts.toCountry >= textsPerCountry {
                    return Trouble("limit: text messages to one country and day")
                }
                return counts.onChannel >= texts ? Trouble("limit: text messages in all for one day") : nil
            }
        }
    }

    /// The country calling code at the beginning of `number` (ITU-T E.164): `+1`, `+49`, `+385`; `nil` when
    /// it is no international number.
    package static func countryCode(of number: String) -> String? {
        let digits = Array(number.utf8.dropFirst())
        guard number.utf8.first == 0x2B, digits.count >= 3,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let length =
            switch (digits[0] - 0x30, digits[1] - 0x30) {
            case (0, _): 0
            // North America and its neighbours; Russia and Kazakhstan.
            case (1, _), (7, _): 1
            case (2, 0), (2, 7), (3, 0...4), (3, 6), (3, 9), (4, 0), (4, 1), (4, 3...9), (5, 1...8),
                (6, 0...6), (8, 1), (8, 2), (8, 4), (8, 6), (9, 0...5), (9, 8):
                2
            default: 3
            }
        return length == 0 ? nil : String(number.prefix(length + 1))
    }
}
