extension HelpDesk {
    /// A re-registration: once it takes effect, the person may register a new phone after the password and a
    /// code that was sent or handed out, and the factors of before go. Staff can start one and no more.
    package struct FactorReset: Sendable, Equatable {
        package let id: Identifier<FactorReset>
        package let account: Identifier<Account>
        /// Who started it, as the audit log names actors.
        package let startedBy: String
        /// Who approved it, likewise; `nil`: nobody so far.
        package let approvedBy: String?
        /// Whether it takes effect only once a second member of staff has approved it.
        package let needsApproval: Bool
        /// The stored ending; ``state(at:)`` also knows the clock.
        package let ending: Ending?
        package let createdAt: Instant
        /// Until then the person can object and nothing happens.
        package let effectiveAt: Instant
        /// From then on it is of no use any more.
        package let expiresAt: Instant

        /// How a reset ended.
        package enum Ending: String, Sendable, CaseIterable {
            /// The person objected.
            case vetoed
            /// Staff took it back.
            case withdrawn
            /// Nobody used it in time.
            case expired
            /// A new factor is registered.
            case used
        }

        /// Where a reset stands.
        package enum State: Sendable, Equatable {
            case waitingForApproval
            /// Until ``effectiveAt``.
            case waiting
            /// Until ``expiresAt``.
            case inEffect
            case ended(Ending)
        }

        /// How long a reset can be used once it has taken effect.
        package static let life = Duration.days(7)

        /// A reset as stored, or about to be.
        package init(
            id: Identifier<FactorReset>, account: Identifier<Account>, startedBy: String,
            approvedBy: String? = nil, needsApproval: Bool, ending: Ending? = nil,
            createdAt: Instant, effectiveAt: Instant, expiresAt: Instant
        ) {
            self.id = id
            self.account = account
            self.startedBy = startedBy
            self.approvedBy = approvedBy
            self.needsApproval = needsApproval
            self.ending = ending
            self.createdAt = createdAt
            self.effectiveAt = effectiveAt
            self.expiresAt = expiresAt
        }

        /// Whether it was `who` who started it, in whatever role.
        package func wasStarted(by who: Agent) -> Bool {
            guard case .staff(let staff) = who else { return startedBy == who.actor.text }
            return startedBy.hasSuffix(":" + staff.id.text)
        }

        /// Where it stands at `now`.
        package func state(at now: Instant) -> State {
            if let ending { return .ended(ending) }
            if now >= expiresAt { return .ended(.expired) }
            if needsApproval, approvedBy == nil { return .waitingForApproval }
            return now < effectiveAt ? .waiting : .inEffect
        }
    }

    /// What starting a reset says.
    package enum ResetStart: Sendable, Equatable {
        case started(FactorReset)
        /// One is open already; it stays as it is.
        case alreadyOpen(FactorReset)
        case refused(Refusal)
        /// The person has no factor that could be in the way.
        case noFactor
    }

    /// What approving a reset says.
    package enum ResetApproval: Sendable, Equatable {
        case approved
        case refused(Refusal)
        /// It takes another member of staff than the one who started it.
        case ownReset
        /// There is none that waits for an approval.
        case notWaiting
    }
}

/// Keeps resets. A person has at most one that is open.
package protocol FactorResetStore: Sendable {
    /// Stores a new reset, unless one is open or `refusal` says why not of the account as it is in this
    /// transaction; an open one is withdrawn when `replacesOpen`. Of concurrent calls one starts a reset and
    /// the others find it.
    ///
    /// - Returns: `.started`, `.alreadyOpen` or `.refused`.
    func start(
        _ reset: HelpDesk.FactorReset, replacesOpen: Bool,
        unless refusal: @escaping HelpDesk.Objection, recording record: Record
    ) async throws(StoreError) -> HelpDesk.ResetStart

    /// The reset of `account` that is open and not expired at `now`.
    func open(
        of account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> HelpDesk.FactorReset?

    /// Approves an open reset that nobody has approved, in the name of `actor`, unless `refusal` says why
    /// not. The caller has made sure that it is not the one who started it.
    ///
    /// - Returns: `.approved`, `.refused`, or `.notWaiting`; of concurrent calls exactly one approves.
    func approve(
        _ reset: HelpDesk.FactorReset, by actor: String, at now: Instant,
        unless refusal: @escaping HelpDesk.Objection, recording record: Record
    ) async throws(StoreError) -> HelpDesk.ResetApproval

    /// Ends an open reset, and whatever registration of the account is under way.
    ///
    /// - Returns: `false` when it was not open any more; of a veto, a withdrawal and a use one wins.
    func end(
        _ reset: HelpDesk.FactorReset, as ending: HelpDesk.FactorReset.Ending, at now: Instant,
        recording record: Record
    ) async throws(StoreError) -> Bool
}
