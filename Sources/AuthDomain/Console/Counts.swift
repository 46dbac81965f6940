extension Console {
    /// How often something happened within one hour.
    package struct HourCount: Sendable, Equatable {
        /// The hour's beginning.
        package let hour: Instant
        package let action: Audit.Action
        /// Why it was refused, as the audit log has it; empty: it does not say.
        package let reason: String
        package let count: Int

        /// A count as stored, or about to be.
        package init(hour: Instant, action: Audit.Action, reason: String, count: Int) {
            self.hour = hour
            self.action = action
            self.reason = reason
            self.count = count
        }
    }

    /// How many people there were on a day, and how many of them had registered something.
    package struct DayShare: Sendable, Equatable {
        /// The day's beginning, UTC.
        package let day: Instant
        /// People who may sign in.
        package let people: Int
        /// Those of them with a phone or an authenticator app.
        package let registered: Int

        /// A share as stored.
        package init(day: Instant, people: Int, registered: Int) {
            self.day = day
            self.people = people
            self.registered = registered
        }

        /// ``registered`` of ``people`` in whole percent, rounded down: 100 means all.
        package var percent: Int { people == 0 ? 0 : registered * 100 / people }
    }

    /// What somebody should look at.
    package struct Findings: Sendable, Equatable {
        /// Administrators who may sign in.
        package var administrators = 0
        /// Re-registrations that a second member of staff must approve.
        package var waitingForApproval = 0
        /// Changes that a second administrator must agree to.
        package var proposals = 0
        /// People whose changes are locked after "This was not me".
        package var frozen = 0
        /// People whose codes are switched off after too many wrong ones.
        package var switchedOff = 0

        /// Messages that nobody sends any more.
        package var deadMessages = 0
        /// Messages that wait to be sent.
        package var waitingMessages = 0
        /// When the oldest of them was written.
        package var oldestWaiting: Instant?
        /// When the newest message of all was written: never in the future, unless a clock is wrong.
        package var newestMessage: Instant?
        /// Since when the system to which audit entries are streamed takes none; `nil`: all is well.
        package var streamFailingSince: Instant?
        /// The moment of the first entry that has been waiting for a checkpoint for ``checkpointPatience``; `nil`:
        /// none has.
        package var checkpointBehindSince: Instant?

        /// How long entries wait for a checkpoint at most while all is well.
        package static let checkpointPatience = Duration.minutes(10)

        /// Nothing.
        package init() {}
    }

    /// What is counted hour by hour: completed sign-ins, and whatever was refused on the way.
    package static let countedActions: [Audit.Action] = [.portalSignedIn, .phoneSignedIn] + refusals

    /// What was refused on the way to a sign-in or a registration.
    package static let refusals: [Audit.Action] = [
        .passwordRefused, .codeRefused, .pinRefused, .recoveryCodeRefused, .bypassCodeRefused,
        .invitationRefused, .registrationRefused, .claimRefused,
    ]

    /// The reason among an entry's details, in their stored form; empty: there is none.
    package static func reason(in details: String) -> String {
        let prefix = "reason="
        guard let pair = details.split(separator: "\u{1F}").first(where: { $0.hasPrefix(prefix) })
        else { return "" }
        return String(pair.dropFirst(prefix.count)).bounded(to: 64)
    }
}

extension Instant {
    /// The beginning of this moment's hour, UTC.
    package var hourBeginning: Instant { floored(to: 3_600_000) }
    /// The beginning of this moment's day, UTC.
    package var dayBeginning: Instant { floored(to: 86_400_000) }

    private func floored(to span: Int64) -> Instant {
        let rest = milliseconds % span
        return Instant(milliseconds: milliseconds - (rest < 0 ? rest + span : rest))
    }
}

/// Keeps the counters of the overview. Nothing here is written when somebody signs in: the counters follow
/// the audit log at a distance.
package protocol ConsoleStore: Sendable {
    /// Counts what the audit log says of the next span, of at most `span` and before `end`, and moves on: one
    /// transaction, so that of concurrent calls each span is counted once. The first call begins at the hour
    /// of the first entry from `start` on.
    ///
    /// - Returns: whether there may be more before `end`.
    func countNext(from start: Instant, to end: Instant, span: Duration) async throws(StoreError) -> Bool

    /// Counts people and those with a factor for the day of `now`, unless that was done after `earlier`.
    func noteShare(at now: Instant, unlessAfter earlier: Instant) async throws(StoreError)

    /// The counts of the hours from `start` on.
    func hours(from start: Instant) async throws(StoreError) -> [Console.HourCount]

    /// The shares of the days from `start` on, oldest first.
    func days(from start: Instant) async throws(StoreError) -> [Console.DayShare]

    /// What somebody should look at.
    func findings(at now: Instant) async throws(StoreError) -> Console.Findings

    /// Forgets the hours before `hours` and the days before `days`.
    func forget(hoursBefore hours: Instant, daysBefore days: Instant) async throws(StoreError)
}
