import AuthDomain
import Hummingbird

/// `/admin/`: finding a person, and the person's page.
struct HelpDeskRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<StaffContext>) {
        router.get("admin") { request, context in try await find(request, context) }
        router.get("admin/people/{id}") { request, context in try await show(request, context) }
    }

    private func find(_ request: Request, _ context: StaffContext) async throws -> Response {
        let typed = (text("q", of: request) ?? "").trimmingSpaces()
        let after = text("after", of: request)
        var people: [Account] = []
        var next: Username?
        if let prefix = Username(typed) {
            (people, next) = try await services.helpDesk.people.find(
                prefix, after: after.flatMap { Username($0) })
        }
        let nextPath = next.map {
            "/admin/?q=\(LocalPath.encode(typed))&after=\(LocalPath.encode($0.key))"
        }
        return pages.response(
            FindPeoplePage(
                frame: frames.visitor("Help desk", context),
                ownRole: HelpDeskSentences.name(context.visitor.account.role), query: typed,
                people: people.map { FindPeoplePage.Row($0) }, nextPath: nextPath))
    }

    /// A query's value in normalization form C; `nil` when it is missing or too long to be looked at.
    private func text(_ name: String, of request: Request) -> String? {
        request.uri.queryParameters.get(name).flatMap { NormalText.read($0) }
    }

    private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
        let overview = try await StaffSubject.find(context, services)
        let account = overview.account
        let now = services.clock.now
        let offers = StaffAction.allCases.filter {
            overview.offers($0.deed, to: context.agent, at: now)
        }
        return pages.response(
            StaffPersonPage(
                frame: frames.visitor(
                    account.displayName, context,
                    notice: HelpDeskSentences.notice(request.uri.queryParameters.get("done"))),
                username: account.username.text, displayName: account.displayName,
                role: HelpDeskSentences.name(account.role), isDisabled: account.isDisabled,
                frozen: account.freezeEnd(at: now).map { Moment($0) },
                factors: HelpDeskSentences.factors(overview),
                lastUsed: overview.lastUsedAt.map { Moment($0) },
                addresses: HelpDeskSentences.addresses(account),
                reset: overview.reset.map {
                    StaffPersonPage.Reset($0, starter: overview.resetStarter, at: now)
                },
                code: overview.bypassCode.map { StaffPersonPage.Code($0) },
                offers: offers.map { StaffPersonPage.Offer($0, for: account.id) },
                refusal: account.role == .person ? nil : HelpDeskSentences.privileged + "."))
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

extension FindPeoplePage.Row {
    fileprivate init(_ account: Account) {
        self.init(
            username: account.username.text, displayName: account.displayName,
            role: account.role == .person ? nil : HelpDeskSentences.name(account.role),
            isDisabled: account.isDisabled, path: StaffAction.path(of: account.id))
    }
}

extension StaffPersonPage.Reset {
    fileprivate init(_ reset: HelpDesk.FactorReset, starter: Account?, at now: Instant) {
        let state = reset.state(at: now)
        self.init(
            starter: starter?.displayName ?? "whoever runs the server",
            started: Moment(reset.createdAt), effective: Moment(reset.effectiveAt),
            expires: Moment(reset.expiresAt), needsApproval: state == .waitingForApproval,
            isInEffect: state == .inEffect)
    }
}

extension StaffPersonPage.Code {
    fileprivate init(_ code: HelpDesk.BypassCode) {
        self.init(uses: StaffCodePage.uses(code.usesLeft), expires: Moment(code.expiresAt))
    }
}

extension StaffPersonPage.Offer {
    fileprivate init(_ action: StaffAction, for person: Identifier<Account>) {
        self.init(
            title: action.title, summary: action.summary, path: action.path(of: person))
    }
}
