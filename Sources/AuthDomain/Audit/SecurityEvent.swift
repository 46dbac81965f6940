extension Audit {
    /// An entry that the person it is about is shown.
    package struct SecurityEvent: Sendable, Equatable {
        /// Its place in the person's chain.
        package let sequence: Int64
        package let action: Action
        package let at: Instant
        /// The stored form of who did it (``Actor/text``).
        package let actor: String
        /// What it was done to, e.g. a device's identifier; empty when there is nothing.
        package let subject: String
        package let address: String
        package let userAgent: String
        private let details: [Detail]

        /// What `entry` says to its person; `nil` for entries that are not shown.
        package init?(_ entry: ChainedEntry) {
            let fields = entry.fields
            guard let action = Action(rawValue: fields.action), action.isShownToItsPerson
            else { return nil }
            sequence = entry.sequence
            self.action = action
            at = fields.at
            actor = fields.actor
            subject = fields.subject
            address = fields.address
            userAgent = fields.userAgent
            details = fields.details.split(separator: "\u{1F}").compactMap { pair in
                guard let equals = pair.firstIndex(of: "=") else { return nil }
                return Detail(String(pair[..<equals]), String(pair[pair.index(after: equals)...]))
            }
        }

        /// A fact of the entry; `nil` when it has none of that name, or an empty one.
        package func detail(_ name: String) -> String? {
            details.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
        }

        /// Whether the person did it, or somebody in their place.
        package var isByPerson: Bool { actor == Actor.person.text }

        /// Whether `older` is a sign-in of the same browser or phone from the same address, so that
        /// this one is no news.
        func repeats(_ older: SecurityEvent) -> Bool {
            action.isSignIn && action == older.action && subject == older.subject
                && userAgent == older.userAgent && address == older.address
        }
    }
}

extension Audit.Action {
    /// Whether people see such entries of their own account: what adds, removes or uses a way in.
    /// Codes and refused guesses are left out, they would hide the rest.
    package var isShownToItsPerson: Bool {
        switch self {
        case .accountDisabled, .accountEnabled, .passwordReset, .passwordChanged,
            .accountUnlocked, .portalSignedIn,
            .phoneSignedIn, .registrationRejected, .deviceRegistered, .deviceRevoked,
            .tokenReused, .invitationIssued, .browserRemembered, .browserForgotten,
            .browserTokenReused, .recoveryCodesIssued, .recoveryCodeAccepted,
            .addressChangeStarted, .addressChanged, .addressChangeUndone, .repudiated,
            .accountThawed, .roleChanged, .sessionsEnded, .resetStarted, .resetApproved, .resetVetoed,
            .resetWithdrawn, .resetUsed, .bypassCodeIssued, .bypassCodeAccepted,
            .bypassCodeRevoked, .exemptionChanged, .phoneApprovalAsked, .phoneApproved, .phoneApprovalRefused:
            true
        default: false
        }
    }

    /// Whether it is a completed sign-in, which is shown only when it is from somewhere new.
    package var isSignIn: Bool { self == .portalSignedIn || self == .phoneSignedIn }
}
