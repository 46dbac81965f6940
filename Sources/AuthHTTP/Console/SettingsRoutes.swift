import AuthDomain
import HTTPTypes
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
            let isUnreadable = latest != nil && latest?.changes == nil
            return pages.response(
                SettingsPage(
                    frame: frames.console(
                        Phrase("Settings"), context, in: .settings,
                        notice: request.uri.queryParameters.get("done") == "saved" ? Phrase("In effect now.") : nil,
                        problem: isUnreadable ? Self.unreadable : nil),
                    rows: rows(latest?.changes ?? Brand.Changes(), context),
                    savedAt: latest.map { Moment($0.saved.savedAt) },
                    savedBy: try await frames.author(
                        latest?.saved.savedBy, among: services.policyConsole.accounts, context),
                    changePath: context.allows(.changeSettings) ? "\(Self.path)/brand" : nil, fixed: fixed(context)))
        }
    }

    func mountChanging(on router: some RouterMethods<ConsoleContext<Right.ChangeSettings>>) {
        router.get("admin/settings/brand") { _, context in
            let latest = try await services.branding.latest()
            return ask(context, BrandForm(latest?.changes ?? Brand.Changes()), over: latest?.saved.number ?? 0)
        }
        router.post("admin/settings/brand") { _, context in try await save(context) }
    }

    private func ask(
        _ context: ConsoleContext<Right.ChangeSettings>, _ form: BrandForm, over: Int, mistakes: Set<Brand.Item> = [],
        problem: Phrase? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        pages.response(
            BrandPage(
                frame: frames.console(
                    Phrase("Change what people see"), context, in: .settings, problem: problem), over: over,
                fields: form.fields(over: services.branding.board.base, mistakes: mistakes) {
                    frames.say($0, context)
                }),
            status: status)
    }

    private func save(_ context: ConsoleContext<Right.ChangeSettings>) async throws -> Response {
        guard let over = Int(context.form["over"]), (0..<Int.max).contains(over) else { throw PageProblem.badForm }
        let form = BrandForm(context.form)
        switch form.changes {
        case .failure(let mistakes):
            return ask(
                context, form, over: over, mistakes: mistakes.items, problem: Phrase("Check what is marked below."),
                status: .unprocessableContent)
        case .success(let changes):
            switch try await services.branding.save(changes, over: over, by: context.actor, source: context.source) {
            case .saved: return Redirection(to: "\(Self.path)?done=saved").response
            case .unchanged: return Redirection(to: Self.path).response
            case .overtaken:
                let latest = try await services.branding.latest()
                return ask(
                    context, form, over: latest?.saved.number ?? 0, problem: Self.overtaken, status: .conflict)
            }
        }
    }

    private static let overtaken = Phrase(
        "Somebody else has changed this meanwhile. Look at the settings, and save yours once more if it is still needed."
    )
    private static let unreadable = Phrase(
        "What was saved last cannot be read, so that the settings file counts. Save it anew, and look for the reason.")

    private func rows(_ changes: Brand.Changes, _ context: some StaffVisitorContext) -> [SettingsPage.Row] {
        let brand = changes.applied(to: services.branding.board.base)
        return Brand.Item.allCases.map { item in
            SettingsPage.Row(
                label: frames.say(BrandSentences.question(item), context),
                value: BrandSentences.answer(item, brand) { frames.say($0, context) }, isChanged: changes[item] != nil)
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
