extension Policy {
    /// Reminds people who have no factor of the day that comes. Servers share the work: page by page, each page
    /// goes to whoever moves the walk first.
    package struct ReminderService: Sendable {
        private let policies: PolicyService
        private let candidates: any CandidateStore
        private let store: any ReminderStore
        private let accounts: any AccountStore
        private let composer: any NoticeComposing
        private let random: any Randomness
        private let clock: any Timekeeping
        /// Accounts that one page goes over.
        private let pageSize: Int

        /// Walks over `candidates` and keeps what was sent in `store`.
        package init(
            policies: PolicyService, candidates: any CandidateStore, store: any ReminderStore,
            accounts: any AccountStore, composer: any NoticeComposing, random: any Randomness,
            clock: any Timekeeping, pageSize: Int = 200
        ) {
            self.policies = policies
            self.candidates = candidates
            self.store = store
            self.accounts = accounts
            self.composer = composer
            self.random = random
            self.clock = clock
            self.pageSize = pageSize
        }

        /// Asks for a reminder to everybody who has no factor, and whom the app lets in with a registered phone only,
        /// now or from a day on. The servers that run send it, to each person once for the same day.
        ///
        /// - Returns: whether this call asked; under the same document it is asked for once a day.
        package func request(by actor: Audit.Actor, source: RequestSource) async throws(StoreError) -> Bool {
            let number = try await policies.current().number
            let walk = "\(Self.requested)\(number)/\(clock.now.date)"
            return try await store.request(
                walk,
                recording: Record(
                    Audit.Entry(
                        .policyRemindersAsked, account: nil, by: actor, subject: walk, at: clock.now, source: source)))
        }

        private static let requested = "asked/"

        /// Takes the next page of what was asked for, or of today's walk.
        ///
        /// - Returns: whether there may be more to do today.
        package func step() async throws(StoreError) -> Bool {
            let (number, document) = try await policies.current()
            if let walk = try await store.openRequest() {
                return try await step(walk, under: document) { Reminder(askedFor: $0, at: $1) }
            }
            guard document.hasReminders else { return false }
            return try await step("\(number)/\(clock.now.date)", under: document) { Reminder($0, at: $1) }
        }

        private func step(
            _ walk: String, under document: Document, _ reminder: (Decision, Instant) -> Reminder?
        ) async throws(StoreError) -> Bool {
            let now = clock.now
            guard case .after(let position) = try await store.position(of: walk) else { return false }
            let page = try await candidates.candidates(after: position, limit: pageSize)
            var due: [(Candidate, Reminder)] = []
            for candidate in page.candidates {
                let decision = policies.decision(for: candidate.subject, under: document, at: now)
                if let reminder = reminder(decision, now) { due.append((candidate, reminder)) }
            }
            let mails = try await mails(for: due, at: now)
            let next = page.next.map { WalkPosition.after($0) } ?? .done
            _ = try await store.send(mails, walk: walk, from: position, to: next, at: now)
            return true
        }

        private func mails(
            for due: [(candidate: Candidate, reminder: Reminder)], at now: Instant
        ) async throws(StoreError) -> [ReminderMail] {
            var mails: [ReminderMail] = []
            for name in Set(due.map(\.reminder.name)).sorted() {
                let people = due.filter { $0.reminder.name == name }
                let sent = try await store.sent(name, to: people.map(\.candidate.account))
                for (candidate, reminder) in people where !sent.contains(candidate.account.text) {
                    guard let account = try await accounts.account(candidate.account) else { continue }
                    mails.append(ReminderMail(reminder, for: account.id, record: record(reminder, account, at: now)))
                }
            }
            return mails
        }

        private func record(_ reminder: Reminder, _ account: Account, at now: Instant) -> Record {
            let source = RequestSource.commandLine(reference: Identifier<Record>(random: random).text)
            return Record(
                Audit.Entry(
                    .policyReminded, account: account.id, by: .system, subject: reminder.name, at: now, source: source),
                telling: composer.compose(.policyReminder(date: reminder.date), for: account, at: now, source: source))
        }
    }
}

extension Policy.Document {
    /// Whether any layer asks for reminders.
    var hasReminders: Bool {
        ([everyone] + groups.map(\.rules) + people.map(\.rules)).contains { $0.reminderDays?.isEmpty == false }
    }
}
