import AuthDomain
import Hummingbird

/// Changing the policy: the form of a layer, what it would change, and putting it into effect.
struct PolicyEditRoutes: Sendable {
    let console: PolicyConsole
    let approvals: Console.ApprovalService
    let clock: any Timekeeping
    let pages: PageRenderer
    let frames: PageFrames

    /// Accounts that a preview goes over at most, and people whom it names.
    private static let mostPages = 20
    private static let mostPeople = 20

    func mount(on router: some RouterMethods<ConsoleContext<Right.ChangePolicy>>) {
        router.get("admin/policy/layer") { request, context in
            let query = request.uri.queryParameters
            let name = query.get("name").flatMap { NormalText.read($0) } ?? ""
            guard let layer = PolicyLayer(kind: query.get("kind") ?? "", name: name) else { throw PageProblem.notFound }
            let (number, document) = try await console.policies.current()
            let rules = layer.rules(in: document)
            return form(layer, PolicyForm(rules ?? Policy.Rules()), number, isThere: rules != nil, context)
        }
        router.post("admin/policy/preview") { _, context in try await preview(context) }
        router.post("admin/policy/remind") { _, context in
            let isFirst = try await console.reminders.request(by: context.actor, source: context.source)
            return Redirection(to: "/admin/policy?done=" + (isFirst ? "reminded" : "reminded-before")).response
        }
        router.post("admin/policy/save") { _, context in try await save(context) }
    }

    private func form(
        _ layer: PolicyLayer, _ fields: PolicyForm, _ number: Int, isThere: Bool, mistakes: Set<String> = [],
        problem: Phrase? = nil, _ context: ConsoleContext<Right.ChangePolicy>
    ) -> Response {
        pages.response(
            PolicyLayerPage(
                frame: frames.console(layer.title, context, in: .policy, problem: problem),
                title: frames.say(layer.title, context), kind: layer.kind, name: layer.name, over: number,
                fields: PolicyFields.all(fields, mistakes: mistakes) { frames.say($0, context) },
                isRemovable: isThere && layer != .everyone),
            status: problem == nil ? .ok : .unprocessableContent)
    }

    /// What a draft comes to: a document, or the page that says why not.
    private enum Reading {
        case document(Policy.Document, before: Policy.Document, PolicyDraft)
        case page(Response)
    }

    private func read(_ context: ConsoleContext<Right.ChangePolicy>) async throws -> Reading {
        guard let draft = PolicyDraft(context.form) else { throw PageProblem.badForm }
        let (number, before) = try await console.policies.current()
        let isThere = draft.layer.rules(in: before) != nil
        guard number == draft.over else {
            return .page(
                form(
                    draft.layer, draft.fields, number, isThere: isThere,
                    problem: Phrase(
                        "Somebody else changed the policy meanwhile. Look at it, and send yours once more."), context))
        }
        switch draft.document(on: before, by: console.policies) {
        case .success(let document): return .document(document, before: before, draft)
        case .failure(let mistakes):
            return .page(
                form(
                    draft.layer, draft.fields, number, isThere: isThere, mistakes: mistakes.questions,
                    problem: Phrase("Some values are not right. They are marked below."), context))
        }
    }

    private func preview(_ context: ConsoleContext<Right.ChangePolicy>) async throws -> Response {
        let document: Policy.Document
        let before: Policy.Document
        let draft: PolicyDraft
        switch try await read(context) {
        case .page(let page): return page
        case .document(let read, let present, let from): (document, before, draft) = (read, present, from)
        }
        let changes = before.differences(to: document).map {
            PolicyPreviewPage.Change(
                place: frames.say(PolicySentences.place($0.place), context), before: $0.before, after: $0.after)
        }
        let (people, sum) = try await simulate(document, context)
        let carried =
            PolicyForm.names.map { PolicyPreviewPage.Carried(name: $0, value: draft.fields[$0]) } + [
                PolicyPreviewPage.Carried(name: "kind", value: draft.layer.kind),
                PolicyPreviewPage.Carried(name: "name", value: draft.layer.name),
                PolicyPreviewPage.Carried(name: "over", value: String(draft.over)),
                PolicyPreviewPage.Carried(name: "remove", value: draft.isRemoval ? "yes" : ""),
            ]
        return pages.response(
            PolicyPreviewPage(
                frame: frames.console(Phrase("What would change"), context, in: .policy),
                title: frames.say(draft.layer.title, context), changes: changes, hasChanges: !changes.isEmpty,
                sum: frames.say(sum, context), people: people, hasPeople: !people.isEmpty, carried: carried,
                editPath: draft.layer.path))
    }

    /// Whom `document` would keep out of the app today: some of them, and how many.
    private func simulate(
        _ document: Policy.Document, _ context: ConsoleContext<Right.ChangePolicy>
    ) async throws -> ([PolicyPreviewPage.Person], Phrase) {
        var people: [PolicyPreviewPage.Person] = []
        var blocked = 0
        var looked = 0
        var after: String?
        for _ in 0..<Self.mostPages {
            let page = try await console.simulation.page(
                under: document, in: "countersign-app", at: clock.now, after: after)
            blocked += page.blocked.count
            looked += page.looked
            for person in page.blocked.prefix(Self.mostPeople - people.count) {
                people.append(
                    PolicyPreviewPage.Person(
                        username: person.username.text,
                        why: frames.say(PolicySentences.layer(person.layer.text), context),
                        path: "/admin/people/\(person.account.text)"))
            }
            after = page.next
            if after == nil { break }
        }
        let sum =
            after == nil
            ? Phrase("\(blocked) of \(looked) people would have to register a phone before the app lets them in today.")
            : Phrase(
                "Of the first \(looked) people, \(blocked) would have to register a phone before the app lets them in today."
            )
        return (people, sum)
    }

    private func save(_ context: ConsoleContext<Right.ChangePolicy>) async throws -> Response {
        let document: Policy.Document
        let draft: PolicyDraft
        switch try await read(context) {
        case .page(let page): return page
        case .document(let read, _, let from): (document, draft) = (read, from)
        }
        func again(_ problem: Phrase) -> Response {
            form(draft.layer, draft.fields, draft.over, isThere: true, problem: problem, context)
        }
        let own = try await console.policies.decision(for: context.visitor.account.id, under: document, at: clock.now)
        guard own.allows(address: context.source.address) else {
            return again(Phrase("This would lock yourself out: you are not in these networks."))
        }
        if approvals.isNeeded(for: .policy) {
            guard
                try await approvals.propose(
                    document, over: draft.over, by: context.visitor.account, source: context.source)
            else { return again(Phrase("This waits for another administrator already.")) }
            return Redirection(to: "/admin/policy?done=\(ApprovalSentences.proposed)").response
        }
        let outcome = try await console.policies.save(
            document, over: draft.over, by: context.actor, source: context.source)
        switch outcome {
        case .saved: return Redirection(to: "/admin/policy?done=saved").response
        case .unchanged: return Redirection(to: "/admin/policy").response
        case .overtaken:
            return again(
                Phrase("Somebody else changed the policy meanwhile. Look at it, and send yours once more."))
        case .tooLarge:
            return again(
                Phrase(
                    "The policy would become too large. Take out rules that nobody needs, or put people into groups."))
        case .unknown(let names):
            return again(Phrase("There is nobody of that name: \(names.joined(separator: ", "))."))
        }
    }
}
