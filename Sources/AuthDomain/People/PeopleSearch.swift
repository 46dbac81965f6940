extension People {
    /// What is looked for.
    package struct Search: Sendable, Equatable {
        /// `nil`: everybody.
        package let needle: Needle?
        /// `nil`: in whatever state.
        package let filter: Filter?
        /// How much of an address must be typed to find its owner.
        package let addresses: AddressMatching

        /// Looks for `needle` among those whom `filter` lets through.
        package init(
            _ needle: Needle? = nil, filter: Filter? = nil, addresses: AddressMatching = .whole
        ) {
            self.needle = needle
            self.filter = filter
            self.addresses = addresses
        }
    }

    /// The beginning of a username, a name, a last name or an address, ignoring case.
    package struct Needle: Sendable, Equatable {
        /// What keys begin with (``SearchKey``).
        package let key: String

        /// Checks what somebody typed, in normalization form C and without outer white space.
        ///
        /// - Returns: `nil` when it is empty, over ``SearchKey/longest`` bytes, or has invisible characters.
        package init?(_ text: String) {
            guard (1...SearchKey.longest).contains(text.utf8.count),
                !text.unicodeScalars.contains(where: { InvisibleText.isInvisible($0) })
            else { return nil }
            let key = text.lowercased()
            guard key.utf8.count <= SearchKey.longest else { return nil }
            self.key = key
        }
    }

    /// How much of an address must be typed to find its owner.
    package enum AddressMatching: Sendable {
        /// The beginning: for those who may see addresses.
        case beginning
        /// All of it. By its beginning, whoever may not see an address could find it out letter by letter.
        case whole
    }

    /// States that people can be listed by.
    package enum Filter: String, Sendable, CaseIterable {
        /// Nothing is registered.
        case noDevice = "no-device"
        /// Too many wrong codes: none counts now.
        case locked
        /// "This was not me" was pressed: changes are locked.
        case frozen
        /// Nobody signs in to the account.
        case disabled
        /// A re-registration is open.
        case reRegistration = "re-registration"
        /// The app lets them in for the time of grace, without a device.
        case grace
        /// Somebody has exempted them from registering a phone.
        case exempt
        case helpdesk
        case auditor
        case admin

        /// The role that is listed; `nil` for other filters.
        package var role: Account.Role? {
            switch self {
            case .helpdesk: .helpdesk
            case .auditor: .auditor
            case .admin: .admin
            case .noDevice, .locked, .frozen, .disabled, .reRegistration, .grace, .exempt: nil
            }
        }
    }

    /// Behind whom the next page begins.
    package struct Position: Sendable, Equatable {
        package let section: Section
        /// The key by which the last person was found.
        package let key: String
        /// That person's username key.
        package let username: String

        /// Behind the person with these keys.
        package init(section: Section, key: String, username: String) {
            self.section = section
            self.key = key
            self.username = username
        }
    }

    /// By what people are found, in the order in which they are listed. Each section is in the order of its key;
    /// nobody is in two of them.
    package enum Section: Int, Sendable, CaseIterable {
        case username
        case name
        case lastName
        case address
    }
}
