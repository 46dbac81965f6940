extension Policy {
    /// For how long somebody is to be exempt, and why.
    package struct ExemptionTerms: Sendable, Equatable {
        /// 1–90.
        package let days: Int
        /// One line of 1–200 characters, all of which can be seen.
        package let reason: String

        /// The days that are possible.
        package static let possibleDays = 1...90
        /// The most characters of a reason.
        package static let longestReason = 200

        /// Checks terms.
        ///
        /// - Returns: `nil` when the days are not possible or the reason is none.
        package init?(days: Int, reason: String) {
            guard Self.possibleDays.contains(days), reason.isVisibleLine(upTo: Self.longestReason) else { return nil }
            self.days = days
            self.reason = reason
        }

        /// Reads what ``text`` wrote.
        init?(_ text: String) {
            let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, let days = Int(parts[0]) else { return nil }
            self.init(days: days, reason: parts[1])
        }

        /// The days, a space and the reason.
        var text: String { "\(days) \(reason)" }
    }

    /// Lets single people without any factor go on without a registered phone for some time; they are told.
    package struct ExemptionService: Sendable {
        private let policies: PolicyService
        private let devices: any DeviceStore
        private let composer: any NoticeComposing
        private let clock: any Timekeeping

        /// Exempts from what `policies` decide those who have none of `devices`.
        package init(
            policies: PolicyService, devices: any DeviceStore, composer: any NoticeComposing, clock: any Timekeeping
        ) {
            self.policies = policies
            self.devices = devices
            self.composer = composer
            self.clock = clock
        }

        /// What came of an exemption.
        package enum Outcome: Sendable, Equatable {
            case begun(Exemption)
            /// There is one, which must be ended first.
            case alreadyExempt
            /// Whoever has registered a phone or an authenticator app needs it, exempt or not.
            case hasFactor
        }

        /// The exemption of `account` that counts now; `nil`: none.
        package func current(_ account: Identifier<Account>) async throws(StoreError) -> Exemption? {
            let now = clock.now
            return try await policies.exemption(of: account).flatMap { $0.expiresAt > now ? $0 : nil }
        }

        /// Exempts `person` from now on.
        package func begin(
            _ terms: ExemptionTerms, for person: Account, by actor: Audit.Actor, source: RequestSource
        ) async throws(StoreError) -> Outcome {
            guard try await devices.active(of: person.id).isEmpty else { return .hasFactor }
            let now = clock.now
            let exemption = Exemption(reason: terms.reason, expiresAt: now + .days(terms.days))
            let isBegun = try await policies.set(
                exemption, for: person.id, by: actor, source: source,
                telling: composer.compose(.staffActed(.exempted), for: person, at: now, source: source))
            return isBegun ? .begun(exemption) : .alreadyExempt
        }

        /// Ends the exemption of `person`.
        ///
        /// - Returns: whether there was one that counted.
        package func end(
            for person: Account, by actor: Audit.Actor, source: RequestSource
        ) async throws(StoreError) -> Bool {
            guard try await current(person.id) != nil else { return false }
            return try await policies.set(
                nil, for: person.id, by: actor, source: source,
                telling: composer.compose(.staffActed(.exemptionEnded), for: person, at: clock.now, source: source))
        }
    }
}
