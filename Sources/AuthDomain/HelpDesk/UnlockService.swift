import OTPCore

extension HelpDesk {
    /// What unlocking somebody says.
    package enum UnlockOutcome: Sendable, Equatable {
        /// Wrong passwords and codes are forgotten; `isThawed`: a freeze has ended, too.
        case unlocked(isThawed: Bool)
        case refused(Refusal)
    }

    /// Lets people try again who are kept out by wrong passwords and codes, and ends freezes.
    package struct UnlockService: Sendable {
        private let accounts: any AccountStore
        private let freezes: any FreezeStore
        private let composer: any NoticeComposing
        private let digest: any Digesting
        private let clock: any Timekeeping

        /// Works on `accounts` and `freezes`, and tells people by `composer`.
        package init(
            accounts: any AccountStore, freezes: any FreezeStore, composer: any NoticeComposing,
            digest: any Digesting, clock: any Timekeeping
        ) {
            self.accounts = accounts
            self.freezes = freezes
            self.composer = composer
            self.digest = digest
            self.clock = clock
        }

        /// Forgets wrong passwords and codes of `account`; who may, also ends the freeze that followed
        /// "This was not me".
        package func unlock(
            _ account: Account, by who: Agent, source: RequestSource
        ) async throws(StoreError) -> UnlockOutcome {
            let now = clock.now
            if let refusal = Rules.refusal(of: .unlock, by: who, for: account, at: now) {
                return .refused(refusal)
            }
            func record(_ action: Audit.Action, _ act: Delivery.StaffAct) -> Record {
                Record(
                    Audit.Entry(action, account: account.id, by: who.actor, at: now, source: source),
                    telling: composer.compose(
                        .staffActed(act), for: account, at: now, source: source))
            }
            try await accounts.unlock(
                account, usernameDigest: Base64URL.encode(digest.sha256(Array(account.username.key.utf8))),
                recording: record(.accountUnlocked, .unlocked))
            guard Rules.refusal(of: .thaw, by: who, for: account, at: now) == nil else {
                return .unlocked(isThawed: false)
            }
            return .unlocked(
                isThawed: try await freezes.thaw(
                    account.id, at: now, recording: record(.accountThawed, .thawed)))
        }
    }
}

/// Keeps whose factors and addresses may not be changed.
package protocol FreezeStore: Sendable {
    /// Ends the freeze of `account`.
    ///
    /// - Returns: whether there was one at `now`; of concurrent calls exactly one ends it.
    func thaw(
        _ account: Identifier<Account>, at now: Instant, recording record: Record
    ) async throws(StoreError) -> Bool
}
