import AuthDomain
import HTTPTypes
import Hummingbird

/// `/admin/api-keys`: the keys of the company's own programs.
struct APIKeyPageRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    private static let path = ConsoleSection.apiKeys.path

    func mountList(on router: some RouterMethods<ConsoleContext<Right.SeeAPIKeys>>) {
        router.get("admin/api-keys") { request, context in
            let keys = try await services.apiKeys.list()
            let mayManage = context.visitor.account.role.allows(.manageAPIKeys)
            let rows = keys.map { row($0, mayManage: mayManage, context) }
            let active = rows.filter { $0.revoked == nil }
            let revoked = Array(rows.filter { $0.revoked != nil }.reversed().prefix(50))
            return pages.response(
                APIKeysPage(
                    frame: frames.console(
                        Phrase("API keys"), context, in: .apiKeys,
                        notice: request.uri.queryParameters.get("done") == "revoked"
                            ? Phrase("Key revoked") : nil),
                    mayAdd: mayManage, active: active, hasActive: !active.isEmpty, revoked: revoked,
                    hasRevoked: !revoked.isEmpty))
        }
    }

    func mountChanges(on router: some RouterMethods<ConsoleContext<Right.ManageAPIKeys>>) {
        router.get("admin/api-keys/add") { _, context in ask(context) }
        router.post("admin/api-keys/add") { _, context in try await add(context) }
        router.get("admin/api-keys/{id}/revoke") { _, context in
            let key = try await active(context)
            return pages.response(
                QuestionPage(
                    frame: frames.console(Phrase("Revoke “\(key.name.text)”?"), context, in: .apiKeys),
                    sentences: [
                        frames.say(
                            Phrase("Programs that use this key are refused at once. It cannot be undone."),
                            context)
                    ],
                    button: frames.say(Phrase("Revoke key"), context),
                    path: "\(Self.path)/\(key.id.text)/revoke", cancelPath: Self.path))
        }
        router.post("admin/api-keys/{id}/revoke") { _, context in
            let key = try await active(context)
            let revoked = try await services.apiKeys.revoke(
                key.id.text, by: context.agent.actor, source: context.source)
            guard revoked != nil else { throw HelpDeskSentences.overtaken }
            return Redirection(to: Self.path + "?done=revoked").response
        }
    }

    private func ask(
        _ context: ConsoleContext<Right.ManageAPIKeys>, name: String = "", problem: Phrase? = nil
    ) -> Response {
        pages.response(
            APIKeyNamePage(
                frame: frames.console(Phrase("Add an API key"), context, in: .apiKeys), name: name,
                problem: problem.map { frames.say($0, context) }),
            status: problem == nil ? .ok : .unprocessableContent)
    }

    private func add(_ context: ConsoleContext<Right.ManageAPIKeys>) async throws -> Response {
        let typed = context.form["name"].trimmingSpaces()
        guard let name = APIKeyName(typed) else {
            return ask(
                context, name: typed,
                problem: Phrase("Between 1 and 64 characters, all of which can be seen."))
        }
        let added = try await services.apiKeys.add(
            name, by: context.agent.actor, source: context.source)
        guard let added else {
            return ask(context, name: typed, problem: Phrase("There is a key with this name already."))
        }
        return pages.response(
            APIKeySecretPage(
                frame: frames.console(Phrase("New API key"), context, in: .apiKeys), name: name.text,
                secret: added.secret.text))
    }

    private func active(_ context: ConsoleContext<Right.ManageAPIKeys>) async throws -> APIKey {
        let id = context.parameters.get("id")
        let keys = try await services.apiKeys.list()
        guard let key = keys.first(where: { $0.id.text == id && $0.revokedAt == nil }) else {
            throw PageProblem.notFound
        }
        return key
    }

    private func row(
        _ key: APIKey, mayManage: Bool, _ context: some StaffVisitorContext
    ) -> APIKeysPage.Row {
        APIKeysPage.Row(
            name: key.name.text,
            opens: key.scopes.map { frames.say(Self.words($0), context) }.joined(separator: ", "),
            created: Moment(key.createdAt), lastUsed: key.lastUsedAt.map { Moment($0) },
            revoked: key.revokedAt.map { Moment($0) },
            revokePath: mayManage && key.revokedAt == nil
                ? "\(Self.path)/\(key.id.text)/revoke" : nil)
    }

    private static func words(_ scope: APIKey.Scope) -> Phrase {
        switch scope {
        case .verifyCodes: Phrase("checks codes")
        }
    }
}
