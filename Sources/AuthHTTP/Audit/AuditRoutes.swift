import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore

/// `/admin/audit`: what stands behind a reference, searching the log, and the log as a file.
struct AuditRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    private static let path = ConsoleSection.audit.path
    private static let entriesPath = path + "/entries"
    private static let exportPath = path + "/export"

    func mountReference(on router: some RouterMethods<ConsoleContext<Right.FindReference>>) {
        router.get("admin/audit") { request, context in try await look(request, context) }
    }

    func mountSearch(on router: some RouterMethods<ConsoleContext<Right.SearchAudit>>) {
        router.get("admin/audit/entries") { request, context in try await search(request, context) }
    }

    func mountExport(on router: some RouterMethods<ConsoleContext<Right.ExportAudit>>) {
        router.get("admin/audit/export") { request, context in try await export(request, context) }
    }

    private func look(
        _ request: Request, _ context: ConsoleContext<Right.FindReference>
    ) async throws -> Response {
        let typed = (request.uri.queryParameters.get("reference") ?? "").trimmingSpaces()
        let reference = typed.utf8.count <= 64 ? NormalText.read(typed)?.uppercased() ?? "" : ""
        let role = context.visitor.account.role
        var entries: [Audit.ChainedEntry] = []
        if !reference.isEmpty {
            entries = try await services.audit.search.page(Audit.Query(reference: reference)).entries
            // The order in which things happened tells the story.
            entries.reverse()
        }
        var maker = AuditRowMaker(
            accounts: services.audit.accounts, showsOrigin: role.allows(.searchAudit),
            say: { frames.say($0, context) })
        let rows = try await maker.rows(entries)
        return pages.response(
            AuditPage(
                frame: frames.console(Phrase("Audit log"), context, in: .audit), reference: reference,
                isUnknown: !reference.isEmpty && rows.isEmpty, search: nil,
                searchPath: role.allows(.searchAudit) ? Self.entriesPath : nil, rows: rows,
                hasRows: !rows.isEmpty))
    }

    private func search(
        _ request: Request, _ context: ConsoleContext<Right.SearchAudit>
    ) async throws -> Response {
        let filter = AuditFilter(request)
        var problem: Phrase?
        var page = Audit.SearchPage(entries: [], next: nil)
        do {
            page = try await services.audit.search.page(
                try await filter.query(accounts: services.audit.accounts), after: filter.after)
        } catch let found as AuditFilter.Problem {
            problem = Self.sentence(found)
        }
        var maker = AuditRowMaker(
            accounts: services.audit.accounts, showsOrigin: true, say: { frames.say($0, context) })
        let rows = try await maker.rows(page.entries)
        let mayExport = context.visitor.account.role.allows(.exportAudit) && problem == nil
        return pages.response(
            AuditPage(
                frame: frames.console(Phrase("Audit log"), context, in: .audit), reference: "",
                search: AuditPage.Search(
                    person: filter.person, from: filter.from, until: filter.until,
                    actions: Audit.Action.allCases.map(\.rawValue).sorted().map {
                        AuditPage.Choice(name: $0, isChosen: $0 == filter.action?.rawValue)
                    }, problem: problem.map { frames.say($0, context) }),
                rows: rows, hasRows: !rows.isEmpty, isEmpty: rows.isEmpty && problem == nil,
                nextPath: page.next.map { filter.address(Self.entriesPath, after: $0) },
                csvPath: mayExport ? filter.address(Self.exportPath, more: "format=csv") : nil,
                linesPath: mayExport ? filter.address(Self.exportPath, more: "format=jsonl") : nil),
            status: problem == nil ? .ok : .unprocessableContent)
    }

    private static func sentence(_ problem: AuditFilter.Problem) -> Phrase {
        switch problem {
        case .noSuchPerson: Phrase("Nobody has exactly this username.")
        case .noSuchDay: Phrase("Days are written like 2027-03-05.")
        }
    }

    private func export(
        _ request: Request, _ context: ConsoleContext<Right.ExportAudit>
    ) async throws -> Response {
        try Download.check(request)
        let filter = AuditFilter(request)
        let reader = context.visitor.account.id
        guard let format = AuditExport(rawValue: request.uri.queryParameters.get("format") ?? "") else {
            throw PageProblem.notFound
        }
        let query: Audit.Query
        do {
            query = try await filter.query(accounts: services.audit.accounts)
        } catch is AuditFilter.Problem {
            throw PageProblem.notFound
        }
        // Recorded before the first line leaves: an export that is broken off was one.
        try await services.audit.log.append(
            Audit.Entry(
                .auditExported, account: nil, by: context.agent.actor,
                details: [
                    Audit.Detail("format", format.rawValue), Audit.Detail("person", filter.person),
                    Audit.Detail("action", filter.action?.rawValue ?? ""),
                    Audit.Detail("from", filter.from), Audit.Detail("until", filter.until),
                ], at: services.clock.now, source: context.source))
        return Response(
            status: .ok,
            headers: [
                .contentType: format.contentType, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"audit.\(format.rawValue)\"",
            ],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(bytes: format.head))
                var after: Audit.Position?
                repeat {
                    try await Download.checkAgain(.exportAudit, of: reader, in: services.audit.accounts)
                    let page = try await services.audit.search.page(query, after: after, limit: 500)
                    let lines = page.entries.flatMap { format.line($0) }
                    if !lines.isEmpty { try await writer.write(ByteBuffer(bytes: lines)) }
                    after = page.next
                } while after != nil
                try await writer.finish(nil)
            })
    }
}
