import AuthDomain
import HTTPTypes
import Hummingbird

/// `/admin/approvals`: changes that wait for a second administrator.
struct ApprovalRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    static let path = "/admin/approvals"

    private var approvals: Console.ApprovalService { services.helpDesk.approvals }

    func mount(on router: some RouterMethods<ConsoleContext<Right.ApproveChanges>>) {
        router.get("admin/approvals") { request, context in
            let done = request.uri.queryParameters.get("done")
            let notice: Phrase? =
                switch done {
                case "approved": Phrase("Approved, and done.")
                case "dropped": Phrase("It will not be done.")
                default: nil
                }
            return try await list(context, notice: notice)
        }
        router.post("admin/approvals/{id}/approve") { _, context in
            let outcome = try await approvals.approve(
                id(context), by: context.visitor.account, source: context.source)
            if let problem = Self.problem(outcome) { throw problem }
            return Redirection(to: Self.path + "?done=approved").response
        }
        router.post("admin/approvals/{id}/drop") { _, context in
            guard
                try await approvals.drop(
                    id(context), by: context.visitor.account, source: context.source)
            else { throw HelpDeskSentences.overtaken }
            return Redirection(to: Self.path + "?done=dropped").response
        }
    }

    private func id(_ context: some RequestContext) -> String { context.parameters.get("id") ?? "" }

    private static func problem(_ outcome: Console.ApprovalService.Outcome) -> PageProblem? {
        switch outcome {
        case .changed(.done), .saved(.saved), .saved(.unchanged), .grouped(.changed): nil
        case .changed(let outcome): HelpDeskSentences.problem(outcome)
        case .saved(.overtaken):
            PageProblem(
                status: .conflict, sentence: Phrase("The policy has been changed since this was proposed"),
                advice: Phrase("Whoever proposed it must look at the policy and propose it anew."))
        case .authorLeft:
            PageProblem(
                status: .conflict, sentence: Phrase("Whoever proposed this may not do it any more"),
                advice: Phrase("Refuse it. If it is right, propose it yourself."))
        case .saved, .grouped, .senseless, .notOpen: HelpDeskSentences.overtaken
        }
    }

    private func list(
        _ context: ConsoleContext<Right.ApproveChanges>, notice: Phrase?
    ) async throws -> Response {
        var rows: [ApprovalsPage.Row] = []
        for proposal in try await approvals.open() { rows.append(try await row(proposal, context)) }
        return pages.response(
            ApprovalsPage(
                frame: frames.console(
                    Phrase("Changes that wait for a second administrator"), context, in: .overview, notice: notice),
                rows: rows, hasRows: !rows.isEmpty))
    }

    private func row(
        _ proposal: Console.Proposal, _ context: ConsoleContext<Right.ApproveChanges>
    ) async throws -> ApprovalsPage.Row {
        func say(_ phrase: Phrase) -> String { frames.say(phrase, context) }
        let accounts = services.audit.accounts
        let author = try await accounts.account(proposal.proposedBy)
        let isFromStaff = author?.mayStill(.approveChanges) ?? false
        var person: Account?
        var device: String?
        if let id = proposal.account {
            person = try await accounts.account(id)
            if proposal.kind == .removeDevice {
                device = try await services.helpDesk.administration.devices(of: id)
                    .first { $0.id.text == proposal.detail }?.name
            }
        }
        let isOwn = proposal.proposedBy == context.visitor.account.id
        let isAboutReader = proposal.account == context.visitor.account.id
        return ApprovalsPage.Row(
            title: say(ApprovalSentences.title(proposal, device: device)),
            person: person?.nameAndUsername,
            personPath: person.map { StaffAction.path(of: $0.id) },
            isFromStaff: isFromStaff, changes: try await changes(proposal, of: person, context),
            author: author?.nameAndUsername ?? proposal.proposedBy.text,
            moment: Moment(proposal.createdAt), expires: Moment(proposal.expiresAt),
            approvePath: isOwn || isAboutReader || !isFromStaff ? nil : "\(Self.path)/\(proposal.id.text)/approve",
            dropPath: isAboutReader ? nil : "\(Self.path)/\(proposal.id.text)/drop",
            drop: say(isOwn ? Phrase("Withdraw") : Phrase("Refuse")))
    }

    /// What would be different, place by place.
    private func changes(
        _ proposal: Console.Proposal, of person: Account?, _ context: ConsoleContext<Right.ApproveChanges>
    ) async throws -> [ApprovalsPage.Change] {
        func say(_ phrase: Phrase) -> String { frames.say(phrase, context) }
        switch proposal.kind {
        case .giveRole:
            let before = person.map { say(HelpDeskSentences.name($0.role)) }
            let after = Account.Role(rawValue: proposal.detail).map { say(HelpDeskSentences.name($0)) }
            return [ApprovalsPage.Change(place: say(Phrase("Role")), before: before, after: after)]
        case .policy:
            guard let document = approvals.document(of: proposal) else { return [] }
            return try await services.policyConsole.policies.current().document.differences(to: document).map {
                ApprovalsPage.Change(
                    place: say(PolicySentences.place($0.place)), before: $0.before, after: $0.after)
            }
        case .exemption:
            guard case .exempt(let terms)? = proposal.change else { return [] }
            return [
                ApprovalsPage.Change(place: say(Phrase("For how many days")), before: nil, after: String(terms.days)),
                ApprovalsPage.Change(place: say(Phrase("Why")), before: nil, after: terms.reason),
            ]
        case .disable, .enable, .removeDevice, .group: return []
        }
    }
}

/// Changes that wait for a second administrator (`/admin/approvals`).
struct ApprovalsPage: Page {
    static let template = "admin-approvals"

    /// A change that waits.
    struct Row: Sendable {
        var title: String
        /// Whom it is about; `nil`: the policy.
        var person: String?
        var personPath: String?
        /// Whether whoever proposed it may still do it.
        var isFromStaff: Bool
        var changes: [Change]
        /// Who proposed it.
        var author: String
        var moment: Moment
        var expires: Moment
        /// `nil` for whoever may not agree: its author, and whom it is about.
        var approvePath: String?
        var dropPath: String?
        /// The words of the second button.
        var drop: String
    }

    /// What would be different.
    struct Change: Sendable {
        var place: String
        var before: String?
        var after: String?
    }

    var frame: PageFrame
    var rows: [Row]
    var hasRows: Bool
}
