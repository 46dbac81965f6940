import AuthDomain
import HTTPTypes
import Hummingbird

/// `/admin/people/{id}/…` for administrators: asking, and doing.
struct AdminActionRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<ConsoleContext<Right.ManagePeople>>) {
        for action in AdminAction.allCases {
            let path = RouterPath("admin/people/{id}/\(action.rawValue)")
            router.get(path) { _, context in try await ask(action, context) }
            router.post(path) { _, context in try await carryOut(action, context) }
        }
        router.get("admin/people/{id}/devices/{device}/remove") { request, context in
            try await askToRemove(request.uri.path, context)
        }
        router.post("admin/people/{id}/devices/{device}/remove") { _, context in
            let person = try await subject(context).account
            guard let device = context.parameters.get("device").flatMap(Identifier<Device>.init(_:))
            else { throw PageProblem.notFound }
            return try await apply(.remove(device), to: person, done: AdminAction.removal, context)
        }
    }

    /// The person in the path, unless nothing may be changed there.
    private func subject(_ context: ConsoleContext<Right.ManagePeople>) async throws -> HelpDesk.Overview {
        let person = try await StaffSubject.find(context, services)
        if let refusal = People.Rules.refusal(by: context.visitor.account, for: person.account) {
            throw HelpDeskSentences.problem(refusal)
        }
        return person
    }

    /// The person in the path, if `action` is something to do for them.
    private func subject(
        of action: AdminAction, _ context: ConsoleContext<Right.ManagePeople>
    ) async throws -> Account {
        let person = try await subject(context)
        let isExempt = try await services.helpDesk.administration.exemption(of: person.account.id) != nil
        guard action.isOffered(for: person, isExempt: isExempt) else { throw HelpDeskSentences.overtaken }
        return person.account
    }

    private func ask(
        _ action: AdminAction, _ context: ConsoleContext<Right.ManagePeople>, problem: Phrase? = nil
    ) async throws -> Response {
        let person = try await subject(of: action, context)
        func say(_ phrase: Phrase) -> String { frames.say(phrase, context) }
        let roles = action == .giveRole ? Account.Role.allCases : []
        return pages.response(
            StaffActionPage(
                frame: frames.console(action.title, context, in: .people, problem: problem), title: say(action.title),
                username: person.username.text, displayName: person.displayName,
                consequences: (action.consequences + [HelpDeskSentences.told(person)]
                    + ApprovalSentences.warning(
                        action.kind.map { services.helpDesk.approvals.isNeeded(for: $0) } ?? false)).map(say),
                roles: roles.map {
                    PeoplePage.Choice(
                        value: $0.rawValue, name: say(HelpDeskSentences.name($0)), isChosen: $0 == person.role)
                },
                hasRoles: !roles.isEmpty,
                fields: action == .exempt
                    ? ExemptionForm(context.form, wasSent: problem != nil).fields(say: say) : [],
                isGrave: action.isGrave,
                path: action.path(of: person.id),
                cancelPath: StaffAction.path(of: person.id)),
            status: problem == nil ? .ok : .unprocessableContent)
    }

    private func carryOut(
        _ action: AdminAction, _ context: ConsoleContext<Right.ManagePeople>
    ) async throws -> Response {
        let person = try await subject(of: action, context)
        let change: People.Change
        switch action {
        case .endSessions: change = .endSessions
        case .disable: change = .disable
        case .enable: change = .enable
        case .endExemption: change = .endExemption
        case .exempt:
            guard let terms = ExemptionForm(context.form, wasSent: true).terms else {
                return try await ask(.exempt, context, problem: Phrase("Check what is marked below."))
            }
            change = .exempt(terms)
        case .giveRole:
            guard let role = Account.Role(rawValue: context.form["role"]) else {
                return try await ask(.giveRole, context, problem: Phrase("Choose one of the roles."))
            }
            change = .give(role)
        }
        return try await apply(change, to: person, done: action.rawValue, context)
    }

    private func askToRemove(
        _ path: String, _ context: ConsoleContext<Right.ManagePeople>
    ) async throws -> Response {
        let person = try await subject(context).account
        let devices = try await services.helpDesk.administration.devices(of: person.id)
        guard let device = devices.first(where: { $0.id.text == context.parameters.get("device") })
        else { throw PageProblem.notFound }
        func say(_ phrase: Phrase) -> String { frames.say(phrase, context) }
        let title = Phrase("Remove “\(device.name)”")
        return pages.response(
            StaffActionPage(
                frame: frames.console(title, context, in: .people), title: say(title),
                username: person.username.text, displayName: person.displayName,
                consequences: [
                    Phrase(
                        "It is signed out at once, and its codes are no longer accepted. The person’s browsers are signed out, too."
                    ),
                    HelpDeskSentences.told(person),
                ].map(say)
                    + ApprovalSentences.warning(
                        services.helpDesk.approvals.isNeeded(for: .remove(device.id))
                    ).map(say),
                isGrave: true, path: path, cancelPath: StaffAction.path(of: person.id)))
    }

    private func apply(
        _ change: People.Change, to person: Account, done: String, _ context: ConsoleContext<Right.ManagePeople>
    ) async throws -> Response {
        let (staff, source) = (context.visitor.account, context.source)
        let path = StaffAction.path(of: person.id)
        let approvals = services.helpDesk.approvals
        if approvals.isNeeded(for: change) {
            let hindrance = try await approvals.propose(change, to: person, by: staff, source: source)
            if let hindrance { throw HelpDeskSentences.problem(hindrance) }
            return Redirection(to: "\(path)?done=\(ApprovalSentences.proposed)").response
        }
        let outcome = try await services.helpDesk.administration.apply(
            change, to: person, by: staff, source: source)
        guard outcome == .done else { throw HelpDeskSentences.problem(outcome) }
        return Redirection(to: "\(path)?done=\(done)").response
    }
}
