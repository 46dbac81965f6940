import AuthDomain

/// What the overview says, each sentence once.
enum OverviewSentences {
    /// Why something was refused.
    static func reason(_ action: Audit.Action, _ reason: String) -> Phrase {
        switch (action, reason) {
        case (.passwordRefused, "disabled"): Phrase("A disabled account")
        case (.passwordRefused, _): Phrase("Wrong password")
        case (.codeRefused, "used"): Phrase("Code that was used already")
        case (.codeRefused, _): Phrase("Wrong code")
        case (.pinRefused, _): Phrase("Wrong PIN")
        case (.recoveryCodeRefused, _): Phrase("Wrong recovery code")
        case (.bypassCodeRefused, _): Phrase("Wrong temporary code")
        case (.invitationRefused, _): Phrase("Wrong invitation code")
        case (.registrationRefused, _): Phrase("Wrong code while registering")
        case (.claimRefused, "expired"): Phrase("QR code that had expired")
        case (.claimRefused, _): Phrase("Phone that did not fit the registration")
        default: Phrase("Something else")
        }
    }

    /// The refusals of `counts` by what they say, the most frequent first.
    static func failures(
        _ counts: [Console.HourCount], say: (Phrase) -> String
    ) -> [OverviewPage.Failure] {
        var totals: [String: Int] = [:]
        for count in counts where Console.refusals.contains(count.action) {
            totals[say(reason(count.action, count.reason)), default: 0] += count.count
        }
        return totals.map { OverviewPage.Failure(reason: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    }

    /// What needs attention, the most pressing first.
    static func attention(
        _ findings: Console.Findings, channels: Set<Delivery.Channel>, streamDestination: String?,
        now: Instant
    ) -> [(sentence: Phrase, path: String?)] {
        var items: [(Phrase, String?)] = []
        if let newest = findings.newestMessage, newest > now + .minutes(5) {
            items.append((Phrase("The clock of this server is behind. Codes will be refused."), nil))
        }
        if !channels.contains(.email) {
            items.append(
                (
                    Phrase("No e-mail leaves this server: nobody is told of changes."),
                    ConsoleSection.messages.path
                ))
        }
        if let oldest = findings.oldestWaiting, now - oldest > .minutes(15) {
            items.append(
                (
                    Phrase("Messages have been waiting since \(Moment(oldest))."),
                    ConsoleSection.messages.path
                ))
        }
        if findings.deadMessages > 0 {
            items.append(
                (
                    Phrase(
                        findings.deadMessages, one: "1 message did not arrive.",
                        other: "{1} messages did not arrive."), ConsoleSection.messages.path
                ))
        }
        if let since = findings.checkpointBehindSince {
            items.append(
                (
                    Phrase(
                        "The audit log has not been signed since \(Moment(since)). Whoever runs the server finds out more with countersign audit verify."
                    ), ConsoleSection.audit.path
                ))
        }
        if let destination = streamDestination, let since = findings.streamFailingSince {
            items.append(
                (
                    Phrase("Audit entries have not reached \(destination) since \(Moment(since))."),
                    ConsoleSection.audit.path
                ))
        }
        return items + people(findings)
    }

    private static func people(_ findings: Console.Findings) -> [(Phrase, String?)] {
        var items: [(Phrase, String?)] = []
        let path = ConsoleSection.people.path
        if findings.frozen > 0 {
            items.append(
                (
                    Phrase(
                        findings.frozen,
                        one: "Changes of 1 person are locked, because somebody reported an unknown change.",
                        other:
                            "Changes of {1} people are locked, because somebody reported an unknown change."
                    ), path
                ))
        }
        if findings.proposals > 0 {
            items.append(
                (
                    Phrase(
                        findings.proposals, one: "1 change waits for a second administrator.",
                        other: "{1} changes wait for a second administrator."), ApprovalRoutes.path
                ))
        }
        if findings.waitingForApproval > 0 {
            items.append(
                (
                    Phrase(
                        findings.waitingForApproval, one: "1 re-registration waits for approval.",
                        other: "{1} re-registrations wait for approval."), path
                ))
        }
        if findings.switchedOff > 0 {
            items.append(
                (
                    Phrase(
                        findings.switchedOff,
                        one: "The codes of 1 person are switched off after too many wrong ones.",
                        other: "The codes of {1} people are switched off after too many wrong ones."),
                    path
                ))
        }
        if findings.administrators < 2 {
            items.append(
                (
                    Phrase(
                        "There is no second administrator. Whoever runs the server makes one with countersign user role."
                    ), nil
                ))
        }
        return items
    }
}
