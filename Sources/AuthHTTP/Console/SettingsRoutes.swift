import AuthDomain
import Hummingbird

/// `/admin/settings`: what can be changed while the servers run.
struct SettingsRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    private static let path = ConsoleSection.settings.path

    func mountReading(on router: some RouterMethods<ConsoleContext<Right.SeeSettings>>) {
        router.get("admin/settings") { request, context in
            let latest = try await services.branding.latest()
            return pages.response(
                SettingsPage(
                    frame: frames.console(
                        Phrase("Settings"), context, in: .settings,
                        notice: request.uri.queryParameters.get("done") == "saved" ? Phrase("In effect now.") : nil),
                    rows: rows(latest?.changes ?? Brand.Changes(), context),
                    savedAt: latest.map { Moment($0.saved.savedAt) },
                    savedBy: try await frames.author(
                        latest?.saved.savedBy, among: services.policyConsole.accounts, context),
                    changePath: context.allows(.changeSettings) ? "\(Self.path)/brand" : nil, fixed: fixed(context)))
        }
    }

    func mountChanging(on router: some RouterMethods<ConsoleContext<Right.ChangeSettings>>) {
        router.get("admin/settings/brand") { _, context in
            let saved = try await services.branding.latest()
            return ask(context, BrandForm(saved?.changes ?? Brand.Changes()), over: saved?.saved.number ?? 0)
        }
        router.post("admin/settings/brand") { _, context in try await save(context) }
    }

    private func ask(
        _ context: ConsoleContext<Right.ChangeSettings>, _ form: BrandForm, over: Int, mistakes: Set<String> = []
    ) -> Response {
        pages.response(
            BrandPage(
                frame: frames.console(
                    Phrase("Change what people see"), context, in: .settings,
                    problem: mistakes.isEmpty ? nil : Phrase("Check what is marked below.")), over: over,
                fields: form.fields(over: services.branding.board.base, mistakes: mistakes) {
                    frames.say($0, context)
                }),
            status: mistakes.isEmpty ? .ok : .unprocessableContent)
    }

    private func save(_ context: ConsoleContext<Right.ChangeSettings>) async throws -> Response {
        guard let over = Int(context.form["over"]), (0..<1_000_000_000).contains(over) else {
            throw PageProblem.badForm
        }
        let form = BrandForm(context.form)
        switch form.changes {
        case .failure(let mistakes): return ask(context, form, over: over, mistakes: mistakes.names)
        case .success(let changes):
            let outcome = try await services.branding.save(
                changes, over: over, by: context.actor, source: context.source)
            guard outcome != .overtaken else { throw Self.overtaken }
            return Redirection(to: outcome == .saved ? "\(Self.path)?done=saved" : Self.path).response
        }
    }

    private static let overtaken = PageProblem(
        status: .conflict, sentence: Phrase("Somebody else has changed this meanwhile"),
        advice: Phrase("Look at the settings, and change them again if that is still needed."))

    private func rows(_ changes: Brand.Changes, _ context: some StaffVisitorContext) -> [SettingsPage.Row] {
        let brand = changes.applied(to: services.branding.board.base)
        return changes.members.map { name, value in
            SettingsPage.Row(
                label: frames.say(BrandSentences.question(name), context),
                value: BrandSentences.answer(name, brand) { frames.say($0, context) }, isChanged: value != nil)
        }
    }

    private func fixed(_ context: some StaffVisitorContext) -> [SettingsPage.Row] {
        func row(_ label: Phrase, _ value: String) -> SettingsPage.Row {
            SettingsPage.Row(label: frames.say(label, context), value: value, isChanged: false)
        }
        func isOn(_ channel: Delivery.Channel) -> String {
            let isThere = services.channels.contains(channel)
            return frames.say(isThere ? Phrase("configured") : Phrase("not configured"), context)
        }
        return [
            row(Phrase("Public address"), frames.site.origin), row(Phrase("E-mail"), isOn(.email)),
            row(Phrase("Text messages"), isOn(.sms)),
        ]
    }
}
