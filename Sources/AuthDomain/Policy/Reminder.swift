extension Policy {
    /// An e-mail some days before the app lets a person in with a registered phone only.
    package struct Reminder: Sendable, Equatable {
        /// The day from which it is mandatory, `YYYY-MM-DD`; `nil`: it is already.
        package let date: String?
        /// How many days before it this reminder is due; 0: an administrator asked for it.
        package let daysBefore: Int

        /// The form by which it is sent once.
        package var name: String { "\(date ?? "now")/\(daysBefore)" }

        /// The reminder that an administrator asked for at `now`, for somebody without a factor; `nil`: the app lets
        /// the person in without a phone, and no day lies ahead.
        package init?(askedFor decision: Decision, at now: Instant) {
            switch decision.appRule.value {
            case .off, .offered: return nil
            case .mandatoryFrom(let day): date = now < day.beginning ? day.date : nil
            case .mandatory: date = nil
            }
            daysBefore = 0
        }

        /// The reminder that is due at `now` for somebody without a factor; `nil`: none is. Of several whose time
        /// has come only the last is, so that who comes late is not sent all of them.
        package init?(_ decision: Decision, at now: Instant) {
            guard case .mandatoryFrom(let day) = decision.appRule.value, now < day.beginning else { return nil }
            let left = day.beginning - now
            guard let daysBefore = decision.reminderDays.value.filter({ .days($0) >= left }).min() else { return nil }
            date = day.date
            self.daysBefore = daysBefore
        }
    }

    /// A reminder for one person, ready to be sent.
    package struct ReminderMail: Sendable {
        package let account: Identifier<Account>
        package let reminder: Reminder
        /// Its audit entry and its message.
        package let record: Record

        /// `reminder` for `account`.
        package init(_ reminder: Reminder, for account: Identifier<Account>, record: Record) {
            self.account = account
            self.reminder = reminder
            self.record = record
        }
    }

    /// How far a walk over all accounts has come.
    package enum WalkPosition: Sendable, Equatable {
        /// After the account with that username key; empty: at the beginning.
        case after(String)
        case done
    }
}

/// Keeps which reminders were sent, and how far the servers together have walked.
package protocol ReminderStore: Sendable {
    /// How far the walk `name` has come.
    func position(of walk: String) async throws(StoreError) -> Policy.WalkPosition

    /// Which of these reminders were sent already, by the text of the account's identifier.
    func sent(_ reminder: String, to accounts: [Identifier<Account>]) async throws(StoreError) -> Set<String>

    /// Begins the walk `name`, of which ``openRequest()`` then tells, and records who asked for it.
    ///
    /// - Returns: whether this call began it.
    func request(_ name: String, recording record: Record) async throws(StoreError) -> Bool

    /// A walk that was asked for and is not done.
    func openRequest() async throws(StoreError) -> String?

    /// Puts `mails` into the outbox and moves the walk on, all or nothing. A person gets each reminder once.
    ///
    /// - Returns: whether this call moved the walk; of concurrent calls from the same position one does.
    func send(
        _ mails: [Policy.ReminderMail], walk: String, from position: String, to next: Policy.WalkPosition, at: Instant
    ) async throws(StoreError) -> Bool
}
