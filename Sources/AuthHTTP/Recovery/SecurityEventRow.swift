import AuthDomain

/// One event in the portal's list of what happened lately.
struct SecurityEventRow: Sendable {
    /// Its number in the person's audit log.
    var sequence: Int64
    /// What happened.
    var sentence: String
    /// When.
    var moment: Moment
    /// By which browser or app.
    var browser: String
    /// From which address.
    var address: String
    /// Where one says "This was not me"; `nil` for events that nobody else can have caused.
    var reportPath: String?
    /// It was reported already.
    var isReported: Bool

    /// The row of `event`, whose sentence `say` puts into the reader's language.
    init(_ event: Audit.SecurityEvent, isReported: Bool, say: (Phrase) -> String) {
        sequence = event.sequence
        sentence = say(SecurityEventSentences.sentence(event))
        moment = Moment(event.at)
        browser = say(BrowserName.phrase(event.userAgent))
        address = event.address
        let isOpen = event.action.isRepudiable && !isReported
        reportPath = isOpen ? "/profile/access/events/\(event.sequence)/not-me" : nil
        self.isReported = isReported
    }

    /// How many are shown.
    static let most = 10

    /// The latest events of `account`.
    static func latest(
        of account: Identifier<Account>, from services: RecoveryServices, say: (Phrase) -> String
    ) async throws(StoreError) -> [SecurityEventRow] {
        let events = try await services.events.page(of: account).events.prefix(most)
        let reported = try await services.repudiations.reported(
            among: events.map(\.sequence), of: account)
        return events.map { SecurityEventRow($0, isReported: reported.contains($0.sequence), say: say) }
    }
}
