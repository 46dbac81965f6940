import AuthDomain
import Hummingbird

/// `/admin/`: how the deployment fares, at a glance.
///
/// Reads counters alone; the page costs the same with a million people and a long audit log.
struct OverviewRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    /// How far back the share of registered people is drawn.
    private static let days = Duration.days(120)

    func mount(on router: some RouterMethods<ConsoleContext<Right.SeeOverview>>) {
        router.get("admin") { _, context in
            let now = services.clock.now
            let store = services.console
            let hours = try await store.hours(from: (now - .hours(23)).hourBeginning)
            let days = try await store.days(from: now - Self.days)
            let findings = try await store.findings(at: now)
            let mandatoryFrom = try await services.policyConsole.policies.mandatoryFrom()
            func say(_ phrase: Phrase) -> String { frames.say(phrase, context) }
            let items = OverviewSentences.attention(
                findings, channels: services.channels,
                streamDestination: services.audit.streamDestination, now: now
            ).map { OverviewPage.Item(sentence: say($0.sentence), path: $0.path) }
            let failures = OverviewSentences.failures(hours, say: say)
            return pages.response(
                OverviewPage(
                    frame: frames.console(Phrase("Overview"), context, in: .overview),
                    ownRole: say(HelpDeskSentences.name(context.visitor.account.role)),
                    items: items, hasItems: !items.isEmpty,
                    share: ShareChart(days, mandatoryFrom: mandatoryFrom),
                    hours: HoursChart(hours, now: now),
                    failures: failures, hasFailures: !failures.isEmpty,
                    waiting: findings.waitingMessages, dead: findings.deadMessages,
                    hasEmail: services.channels.contains(.email),
                    hasSMS: services.channels.contains(.sms)))
        }
    }
}
