import AuthDomain
import HTTPTypes
import Hummingbird

/// `/admin/people/{id}/{action}`: asking, and doing.
struct StaffActionRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<ConsoleContext<Right.HelpPeople>>) {
        router.get("admin/people/{id}/{action}") { _, context in
            let (action, overview) = try await subject(context)
            try check(action, overview, context)
            return ask(action, overview, context)
        }
        router.post("admin/people/{id}/{action}") { _, context in
            let (action, overview) = try await subject(context)
            return try await carryOut(action, overview, context)
        }
    }

    private func subject(
        _ context: ConsoleContext<Right.HelpPeople>
    ) async throws -> (StaffAction, HelpDesk.Overview) {
        guard let action = context.parameters.get("action").flatMap(StaffAction.init(rawValue:))
        else { throw PageProblem.notFound }
        return (action, try await StaffSubject.find(context, services))
    }

    /// Refuses what could not be done before it is asked.
    private func check(
        _ action: StaffAction, _ overview: HelpDesk.Overview, _ context: ConsoleContext<Right.HelpPeople>
    ) throws {
        let now = services.clock.now
        let refusal = HelpDesk.Rules.refusal(
            of: action.deed, by: context.agent, for: overview.account, at: now)
        if let refusal { throw HelpDeskSentences.problem(refusal) }
        guard overview.offers(action.deed, to: context.agent, at: now) else {
            let isOwn = action == .approveReset && overview.reset?.state(at: now) == .waitingForApproval
            throw isOwn ? HelpDeskSentences.ownReset : HelpDeskSentences.overtaken
        }
    }

    private func ask(
        _ action: StaffAction, _ overview: HelpDesk.Overview, _ context: ConsoleContext<Right.HelpPeople>,
        grant: StaffActionPage.Grant? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        let account = overview.account
        let isThawing = overview.offers(.thaw, to: context.agent, at: services.clock.now)
        func say(_ phrase: Phrase) -> String { frames.say(phrase, context) }
        return pages.response(
            StaffActionPage(
                frame: frames.console(action.title, context, in: .people), title: say(action.title),
                username: account.username.text, displayName: account.displayName,
                consequences: HelpDeskSentences.consequences(
                    of: action, for: overview, policy: services.policy, isThawing: isThawing
                ).map(say),
                grant: action == .giveCode ? grant ?? StaffActionPage.Grant(.usual) : nil,
                isGrave: action.isGrave, path: action.path(of: account.id),
                cancelPath: StaffAction.path(of: account.id)),
            status: status)
    }

    private func carryOut(
        _ action: StaffAction, _ overview: HelpDesk.Overview, _ context: ConsoleContext<Right.HelpPeople>
    ) async throws -> Response {
        let desk = services.helpDesk
        let (account, who, source) = (overview.account, context.agent, context.source)
        switch action {
        case .startReset:
            switch try await desk.resets.start(for: account, by: who, source: source) {
            case .started: break
            case .alreadyOpen: throw HelpDeskSentences.overtaken
            case .refused(let refusal): throw HelpDeskSentences.problem(refusal)
            case .noFactor: throw HelpDeskSentences.noFactor
            }
        case .approveReset:
            switch try await desk.resets.approve(for: account, by: who, source: source) {
            case .approved: break
            case .notWaiting: throw HelpDeskSentences.overtaken
            case .ownReset: throw HelpDeskSentences.ownReset
            case .refused(let refusal): throw HelpDeskSentences.problem(refusal)
            }
        case .withdrawReset:
            try done(await desk.resets.withdraw(for: account, by: who, source: source))
        case .revokeCode:
            try done(await desk.bypassCodes.revoke(of: account, by: who, source: source))
        case .unlock:
            let outcome = try await desk.unlocks.unlock(account, by: who, source: source)
            if case .refused(let refusal) = outcome { throw HelpDeskSentences.problem(refusal) }
        case .giveCode:
            return try await giveCode(overview, context)
        case .invite:
            try check(action, overview, context)
            let (code, expiresAt) = try await desk.invitations.issue(
                for: account, by: who.actor, source: source)
            return show(
                code, of: account, title: Phrase("Invitation code"), uses: 1, until: expiresAt, context)
        }
        let path = StaffAction.path(of: account.id)
        return Redirection(to: "\(path)?done=\(action.rawValue)").response
    }

    private func done(_ result: Result<Bool, HelpDesk.Refusal>) throws {
        switch result {
        case .success(true): break
        case .success(false): throw HelpDeskSentences.overtaken
        case .failure(let refusal): throw HelpDeskSentences.problem(refusal)
        }
    }

    private func giveCode(
        _ overview: HelpDesk.Overview, _ context: ConsoleContext<Right.HelpPeople>
    ) async throws -> Response {
        let (uses, hours) = (context.form["uses"], context.form["hours"])
        guard let grant = HelpDesk.BypassGrant(uses: uses, hours: hours) else {
            var typed = StaffActionPage.Grant(.usual)
            (typed.uses, typed.hours) = (uses, hours)
            typed.problem = frames.say(HelpDeskSentences.badGrant, context)
            return ask(.giveCode, overview, context, grant: typed, status: .unprocessableContent)
        }
        let issued = try await services.helpDesk.bypassCodes.issue(
            for: overview.account, grant: grant, by: context.agent, source: context.source)
        switch issued {
        case .success(let (code, expiresAt)):
            return show(
                code, of: overview.account, title: Phrase("Temporary code"), uses: grant.uses,
                until: expiresAt, context)
        case .failure(let refusal):
            throw HelpDeskSentences.problem(refusal)
        }
    }

    private func show(
        _ code: GroupedCode, of account: Account, title: Phrase, uses: Int, until: Instant,
        _ context: ConsoleContext<Right.HelpPeople>
    ) -> Response {
        pages.response(
            StaffCodePage(
                frame: frames.console(title, context, in: .people), title: frames.say(title, context),
                username: account.username.text, displayName: account.displayName,
                code: code.text, uses: frames.say(StaffCodePage.uses(uses), context), expires: Moment(until),
                path: StaffAction.path(of: account.id)))
    }
}

extension StaffActionPage.Grant {
    fileprivate init(_ grant: HelpDesk.BypassGrant) {
        self.init(
            uses: String(grant.uses), hours: String(grant.hours),
            mostUses: HelpDesk.BypassGrant.usesRange.upperBound,
            mostHours: HelpDesk.BypassGrant.hoursRange.upperBound)
    }
}

extension HelpDesk.BypassGrant {
    /// Reads what was typed: at most two digits each.
    fileprivate init?(uses: String, hours: String) {
        func number(_ text: String) -> Int? {
            let text = text.trimmingSpaces()
            return text.utf8.count <= 2 && text.allSatisfy(\.isASCII) ? Int(text) : nil
        }
        guard let uses = number(uses), let hours = number(hours) else { return nil }
        self.init(uses: uses, hours: hours)
    }
}

extension StaffCodePage {
    /// How often a code may be used.
    static func uses(_ count: Int) -> Phrase {
        Phrase(count, one: "once", other: "{1} times")
    }
}
