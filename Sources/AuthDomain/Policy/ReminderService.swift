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

        /// Takes the next page of today's walk.
        ///
        /// - Returns: whether there may be more to do today.
        package func step() async throws(StoreError) -> Bool {
            let now = clock.now
            let (number, document) = try await policies.current()
            guard document.hasReminders else { return false }
            let walk = "\(number)/\(now.date)"
            guard case .after(let position) = try await store.position(of: walk) else { return false }
            let page = try await candidates.candidates(after: position, limit: pageSize)
            var due: [(Candidate, Reminder)] = []
            for candidate in page.candidates {
                let decision = policies.decision(for: candidate.subject, under: document, at: now)
                if let reminder = Reminder(decision, at: now) { due.append((candidate, reminder)) }
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
