import AuthDomain
import Hummingbird

/// `/admin/people/{id}`: a person's page.
struct HelpDeskRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<ConsoleContext<Right.SeePeople>>) {
        router.get("admin/people/{id}") { request, context in try await show(request, context) }
    }

    private func show(_ request: Request, _ context: ConsoleContext<Right.SeePeople>) async throws -> Response {
        let overview = try await StaffSubject.find(context, services)
        let account = overview.account
        let now = services.clock.now
        func say(_ phrase: Phrase) -> String { frames.say(phrase, context) }
        let offers = StaffAction.allCases.filter {
            overview.offers($0.deed, to: context.agent, at: now)
        }
        let reader = context.visitor.account
        let done = request.uri.queryParameters.get("done")
        let isAdministrator = People.Rules.refusal(by: reader, for: account) == nil
        let details = try await PersonDetails(of: account, for: reader, services, say: say)
        let isExempt = details?.exemption != nil
        let changes =
            isAdministrator ? AdminAction.allCases.filter { $0.isOffered(for: overview, isExempt: isExempt) } : []
        return pages.response(
            StaffPersonPage(
                frame: frames.console(
                    Phrase("\(account.displayName)"), context, in: .people,
                    notice: HelpDeskSentences.notice(done) ?? AdminAction.notice(done)),
                username: account.username.text, displayName: account.displayName,
                role: say(HelpDeskSentences.name(account.role)), isDisabled: account.isDisabled,
                frozen: account.freezeEnd(at: now).map { Moment($0) },
                factors: HelpDeskSentences.factors(overview)?.map(say).joined(separator: ", "),
                lastUsed: overview.lastUsedAt.map { Moment($0) },
                addresses: HelpDeskSentences.addresses(account).map(say),
                reset: overview.reset.map {
                    StaffPersonPage.Reset(
                        $0,
                        starter: overview.resetStarter?.displayName
                            ?? say(Phrase("whoever runs the server")), at: now)
                },
                code: overview.bypassCode.map {
                    StaffPersonPage.Code(
                        uses: say(StaffCodePage.uses($0.usesLeft)), expires: Moment($0.expiresAt))
                },
                details: details,
                offers: offers.map {
                    StaffPersonPage.Offer(
                        title: say($0.title), summary: say($0.summary), path: $0.path(of: account.id))
                },
                changes: changes.map {
                    StaffPersonPage.Offer(
                        title: say($0.title), summary: say($0.summary), path: $0.path(of: account.id))
                },
                hasChanges: !changes.isEmpty,
                refusal: account.role == .person ? nil : say(HelpDeskSentences.privilegedAdvice)))
    }
}

/// Whom a page under `/admin/people/{id}` is about.
enum StaffSubject {
    /// The person in the request's path.
    static func find(
        _ context: some VisitorContext, _ services: AuthServices
    ) async throws -> HelpDesk.Overview {
        guard let id = context.parameters.get("id").flatMap(Identifier<Account>.init(_:)),
            let overview = try await services.helpDesk.people.overview(id)
        else { throw PageProblem.notFound }
        return overview
    }
}

extension StaffPersonPage.Reset {
    fileprivate init(_ reset: HelpDesk.FactorReset, starter: String, at now: Instant) {
        let state = reset.state(at: now)
        self.init(
            starter: starter, started: Moment(reset.createdAt), effective: Moment(reset.effectiveAt),
            expires: Moment(reset.expiresAt), needsApproval: state == .waitingForApproval,
            isInEffect: state == .inEffect)
    }
}
