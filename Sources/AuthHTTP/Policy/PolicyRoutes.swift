import AuthDomain
import Hummingbird

/// `/admin/policy`: the policy in effect, and what is decided for a person.
struct PolicyRoutes: Sendable {
    let console: PolicyConsole
    let clock: any Timekeeping
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<ConsoleContext<Right.SeePolicy>>) {
        router.get("admin/policy") { request, context in try await show(request, context) }
        router.get("admin/policy/explain") { request, context in try await explain(request, context) }
    }

    private func show(_ request: Request, _ context: ConsoleContext<Right.SeePolicy>) async throws -> Response {
        let (_, document) = try await console.policies.current()
        let saved = try await console.store.latest()
        let groups = try await console.groups.list().map(\.name)
        let layers =
            [PolicyLayer.everyone] + document.groups.map { .group($0.group) }
            + document.people.map { .person($0.person) }
        let others = groups.filter { name in !document.groups.contains { $0.group == name } }.map(\.text)
        return pages.response(
            PolicyPage(
                frame: frames.console(
                    Phrase("Policy"), context, in: .policy, notice: Self.notice(request.uri.queryParameters.get("done"))
                ),
                version: saved?.number, savedAt: saved.map { Moment($0.savedAt) },
                savedBy: try await frames.author(saved?.savedBy, among: console.accounts, context),
                layers: layers.map { page($0, document, context) }, mayChange: context.allows(.changePolicy),
                otherGroups: others,
                hasOtherGroups: !others.isEmpty))
    }

    private static func notice(_ done: String?) -> Phrase? {
        switch done {
        case ApprovalSentences.proposed: ApprovalSentences.proposedNotice
        case "saved": Phrase("In effect now.")
        case "reminded": Phrase("The reminders are being sent.")
        case "reminded-before": Phrase("These reminders were sent today already.")
        default: nil
        }
    }

    private func page(
        _ layer: PolicyLayer, _ document: Policy.Document, _ context: ConsoleContext<Right.SeePolicy>
    ) -> PolicyPage.Layer {
        let members = layer.rules(in: document)?.json.members ?? []
        let answers = members.compactMap { member in
            PolicySentences.question(member.name).map {
                PolicyPage.Answer(
                    question: frames.say($0, context),
                    value: frames.say(PolicySentences.answer(member.name, member.value), context))
            }
        }
        return PolicyPage.Layer(
            title: frames.say(layer.title, context), answers: answers, isEmpty: answers.isEmpty,
            path: context.allows(.changePolicy) ? layer.path : nil)
    }

    private func explain(_ request: Request, _ context: ConsoleContext<Right.SeePolicy>) async throws -> Response {
        let typed = (request.uri.queryParameters.get("username").flatMap { NormalText.read($0) } ?? "").trimmingSpaces()
        let at = (request.uri.queryParameters.get("at").flatMap { NormalText.read($0) } ?? "").trimmingSpaces()
        var page = PolicyExplainPage(
            frame: frames.console(Phrase("Who decides what"), context, in: .policy), username: typed, at: at,
            problem: nil, rows: [],
            hasRows: false)
        guard !typed.isEmpty else { return pages.response(page) }
        guard let username = Username(typed),
            let account = try await console.accounts.account(named: username.key)
        else {
            page.problem = frames.say(Phrase("Nobody has this username."), context)
            return pages.response(page)
        }
        guard let moment = at.isEmpty ? clock.now : Instant(dateAndTime: at) else {
            page.problem = frames.say(Phrase("Type a date and a time, such as 2027-03-05T08:00."), context)
            return pages.response(page)
        }
        let decision = try await console.policies.decision(for: account.id, at: moment)
        page.rows = (decision.json.members ?? []).compactMap { row($0, context) }
        page.hasRows = true
        return pages.response(page)
    }

    private func row(_ member: JSONValue.Member, _ context: ConsoleContext<Right.SeePolicy>) -> PolicyExplainPage.Row? {
        let parts = member.value.members ?? []
        guard let question = PolicySentences.question(member.name),
            let value = parts.first(where: { $0.name == "value" })?.value,
            case .text(let layer)? = parts.first(where: { $0.name == "decidedBy" })?.value
        else { return nil }
        return PolicyExplainPage.Row(
            question: frames.say(question, context),
            value: frames.say(PolicySentences.answer(member.name, value), context),
            decidedBy: frames.say(PolicySentences.layer(layer), context))
    }
}
