import Synchronization

/// Decides for people from the document in effect, and changes it.
///
/// Every decision asks the store for the number of the document in effect, in the same look as for the person;
/// only the parsed document is kept in memory. So what one server saved counts on all from the next decision on.
package struct PolicyService: PolicyDeciding {
    private let base: Policy.Settings
    private let store: any PolicyStore
    private let calendar: any CalendarReckoning
    private let clock: any Timekeeping
    private let cache = DocumentCache()

    /// Decides over `base`, the settings file.
    package init(
        base: Policy.Settings, store: any PolicyStore, calendar: any CalendarReckoning, clock: any Timekeeping
    ) {
        self.base = base
        self.store = store
        self.calendar = calendar
        self.clock = clock
    }

    package func decision(
        for account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> Policy.Decision {
        let (number, subject) = try await store.look(at: account)
        return base.decision(for: subject, under: try await document(number), at: now)
    }

    package func begin(
        _ grace: Policy.Grace, for account: Identifier<Account>, at now: Instant, source: RequestSource
    ) async throws(StoreError) -> Policy.Decision {
        let details = [
            Audit.Detail("until", grace.deadline.date),
            Audit.Detail("sign-ins", grace.signInsLeft.map { String($0) } ?? "any"),
        ]
        _ = try await store.begin(
            grace, for: account,
            recording: Record(
                Audit.Entry(.graceBegun, account: account, by: .person, details: details, at: now, source: source)))
        return try await decision(for: account, at: now)
    }

    package func takeSignIn(
        ofGraceOf account: Identifier<Account>, at now: Instant
    ) async throws(StoreError) -> Bool {
        try await store.takeSignIn(ofGraceOf: account, at: now)
    }

    /// The document in effect, and its number; 0 and an empty one when nothing was ever saved.
    package func current() async throws(StoreError) -> (number: Int, document: Policy.Document) {
        guard let saved = try await store.latest() else { return (0, Policy.Document()) }
        return (saved.number, try parse(saved))
    }

    /// The day from which a phone is mandatory in the app for everyone whom no group and no rule of their own
    /// treats otherwise; `nil`: there is none.
    package func mandatoryFrom() async throws(StoreError) -> Instant? {
        if case .mandatoryFrom(let day) = try await decisionForNobody().appRule.value { return day.beginning }
        return nil
    }

    private func decisionForNobody() async throws(StoreError) -> Policy.Decision {
        base.decision(under: try await current().document, at: clock.now)
    }

    /// What `document` would decide for `account` at `moment`, in place of the one in effect.
    package func decision(
        for account: Identifier<Account>, under document: Policy.Document, at moment: Instant
    ) async throws(StoreError) -> Policy.Decision {
        base.decision(for: try await store.look(at: account).subject, under: document, at: moment)
    }

    /// What would be decided for `account` now, had their groups been changed by `change`.
    package func decision(
        for account: Identifier<Account>, changing change: (inout Set<Policy.GroupName>) -> Void
    ) async throws(StoreError) -> Policy.Decision {
        var (number, subject) = try await store.look(at: account)
        change(&subject.groups)
        return base.decision(for: subject, under: try await document(number), at: clock.now)
    }

    /// What `document` decides for `subject` at `moment`.
    package func decision(
        for subject: Policy.Subject, under document: Policy.Document, at moment: Instant
    ) -> Policy.Decision {
        base.decision(for: subject, under: document, at: moment)
    }

    /// Reads a document as somebody wrote it.
    package func read(_ bytes: [UInt8]) -> Result<Policy.Document, Policy.Problems> {
        Policy.Document.read(bytes, calendar: calendar)
    }

    /// Saves `document` over the version `number`, on which it was written.
    package func save(
        _ document: Policy.Document, over number: Int, by actor: Audit.Actor, source: RequestSource
    ) async throws(StoreError) -> Policy.SaveOutcome {
        // Layers are checked one by one where they are written; whatever is saved must be readable as a whole.
        guard case .success = read(Array(document.json.formatted.utf8)) else { return .tooLarge }
        let latest = try await store.latest()
        guard latest?.number ?? 0 == number else { return .overtaken }
        // A document that cannot be read any more stops all decisions: another one must still get past it.
        let before = latest.map { try? parse($0) } ?? Policy.Document()
        let differences = (before ?? Policy.Document()).differences(to: document)
        guard before == nil || !differences.isEmpty else { return .unchanged }
        let changes = differences.prefix(Self.mostChanges).map {
            Audit.Detail($0.place, "\($0.before ?? "-") → \($0.after ?? "-")")
        }
        let rest = differences.count - changes.count
        return try await store.save(
            document, over: number,
            recording: Record(
                Audit.Entry(
                    .policySaved, account: nil, by: actor, subject: String(number + 1),
                    details: changes + (rest > 0 ? [Audit.Detail("more changes", String(rest))] : []),
                    at: clock.now, source: source)))
    }

    /// The exemption of `account` that was made last, over or not; `nil`: none.
    func exemption(of account: Identifier<Account>) async throws(StoreError) -> Policy.Exemption? {
        try await store.look(at: account).subject.exemption
    }

    /// Exempts somebody until a moment, or ends that. An exemption that counts is not replaced.
    package func set(
        _ exemption: Policy.Exemption?, for account: Identifier<Account>, by actor: Audit.Actor, source: RequestSource,
        telling notice: Delivery.Notification = .none
    ) async throws(StoreError) -> Bool {
        let before = try await self.exemption(of: account)
        guard exemption != nil || before != nil else { return false }
        let details = [
            Audit.Detail("from", before.map { "\($0.expiresAt.date) \($0.reason)" } ?? "-"),
            Audit.Detail("to", exemption.map { "\($0.expiresAt.date) \($0.reason)" } ?? "-"),
        ]
        return try await store.set(
            exemption, for: account,
            recording: Record(
                Audit.Entry(
                    .exemptionChanged, account: account, by: actor, details: details, at: clock.now, source: source),
                telling: notice))
    }

    /// Most changes that an audit entry lists; the documents themselves are kept.
    private static let mostChanges = 40

    private func document(_ number: Int) async throws(StoreError) -> Policy.Document {
        guard number > 0 else { return Policy.Document() }
        if let cached = cache.document(number) { return cached }
        guard let saved = try await store.latest() else {
            throw .inconsistent(reason: "policy document \(number) is gone")
        }
        let document = try parse(saved)
        cache.keep(document, number: saved.number)
        return document
    }

    private func parse(_ saved: SavedVersion) throws(StoreError) -> Policy.Document {
        switch read(Array(saved.text.utf8)) {
        case .success(let document): return document
        case .failure(let problems):
            throw .inconsistent(reason: "policy document \(saved.number): \(problems.all)")
        }
    }
}

/// The document that this server has parsed last.
private final class DocumentCache: Sendable {
    private let last = Mutex<(number: Int, document: Policy.Document)?>(nil)

    func document(_ number: Int) -> Policy.Document? {
        last.withLock { $0?.number == number ? $0?.document : nil }
    }

    func keep(_ document: Policy.Document, number: Int) {
        last.withLock { kept in
            // Also an older one: the database may have been played back from a backup.
            kept = (number, document)
        }
    }
}
