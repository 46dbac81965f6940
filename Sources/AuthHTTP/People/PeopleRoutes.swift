import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore

/// `/admin/people`: the list of people, and taking it away.
struct PeopleRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<ConsoleContext<Right.SeePeople>>) {
        router.get("admin/people") { request, context in try await list(PeopleQuery(request), context) }
    }

    func mountExport(on router: some RouterMethods<ConsoleContext<Right.ExportPeople>>) {
        router.get("admin/people/export") { request, context in try await export(request, context) }
    }

    private func list(_ query: PeopleQuery, _ context: ConsoleContext<Right.SeePeople>) async throws -> Response {
        let reader = context.visitor.account
        func say(_ phrase: Phrase) -> String { frames.say(phrase, context) }
        let found =
            query.isImpossible
            ? People.Found(people: [], next: nil)
            : try await services.helpDesk.directory.find(
                query.needle, filter: query.filter, after: query.position, by: reader)
        return pages.response(
            PeoplePage(
                frame: frames.console(Phrase("People"), context, in: .people),
                ownRole: say(HelpDeskSentences.name(reader.role)),
                query: query.typed, hasQuery: !query.typed.isEmpty,
                needsWholeAddress: !reader.role.seesAddresses,
                choices: PeoplePage.Choice.all(chosen: query.filter, say: say),
                people: found.people.map { PeoplePage.Row($0, say: say) },
                hasPeople: !found.people.isEmpty, goesOn: found.people.isEmpty && found.next != nil,
                previousPath: query.previousPath, nextPath: found.next.map { query.nextPath($0) },
                mayExport: context.allows(.exportPeople), mayAdd: context.allows(.managePeople)))
    }

    private func export(_ request: Request, _ context: ConsoleContext<Right.ExportPeople>) async throws -> Response {
        let reader = context.visitor.account
        guard context.allows(.exportPeople) else { throw HelpDeskSentences.problem(HelpDesk.Refusal.notAllowed) }
        let query = request.uri.queryParameters
        let filter = query.get("show").flatMap { People.Filter(rawValue: $0) }
        guard let format = query.get("format").flatMap({ PeopleFormat(rawValue: $0) }) else {
            return pages.response(
                PeopleExportPage(
                    frame: frames.console(Phrase("Export people"), context, in: .people),
                    choices: PeoplePage.Choice.all(chosen: filter) { frames.say($0, context) }))
        }
        try Download.check(request)
        let directory = services.helpDesk.directory
        guard
            try await directory.beginExport(filter, as: format.rawValue, by: reader, source: context.source)
        else { throw HelpDeskSentences.problem(HelpDesk.Refusal.notAllowed) }
        return Response(
            status: .ok,
            headers: [
                .contentType: format.contentType, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"people.\(format.fileExtension)\"",
            ],
            body: stream(format, filter, by: reader, from: directory))
    }

    /// Page after page, each written before the next is read: an export takes the memory of one page. What fails
    /// on the way breaks the download off, so that half a list does not look like a whole one.
    private func stream(
        _ format: PeopleFormat, _ filter: People.Filter?, by reader: Account, from directory: People.Directory
    ) -> ResponseBody {
        ResponseBody { writer in
            try await writer.write(ByteBuffer(bytes: format.header))
            var position: People.Position?
            repeat {
                try await Download.checkAgain(.exportPeople, of: reader.id, in: services.audit.accounts)
                let found = try await directory.exportPage(filter, after: position, by: reader)
                var bytes: [UInt8] = []
                for person in found.people { bytes += format.line(person) }
                if !bytes.isEmpty { try await writer.write(ByteBuffer(bytes: bytes)) }
                position = found.next
            } while position != nil
            try await writer.finish(nil)
        }
    }
}
