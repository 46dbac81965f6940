import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore

/// `/admin/people/import`: an administrator adds the people of a file.
struct ImportRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    /// Lines that are added in one transaction, and after which the page grows.
    private static let batch = 25
    /// Problems that are listed.
    private static let mostProblems = 500

    func mount(on router: some RouterMethods<ConsoleContext<Right.ManagePeople>>) {
        router.get("admin/people/import") { _, context in ask(context) }
        router.post("admin/people/import") { request, context in
            let upload = try await Upload.read(request, expecting: context.csrf)
            let lines: [People.ImportLine]
            do throws(ImportFile.Problem) {
                lines = try ImportFile.lines(upload.file)
            } catch {
                return ask(context, problem: Self.sentence(error))
            }
            guard !lines.isEmpty else { return ask(context, problem: Phrase("There is nothing in this file.")) }
            return try run(lines, context)
        }
    }

    private static func sentence(_ problem: ImportFile.Problem) -> Phrase {
        let known = People.ImportLines.columns.joined(separator: ", ")
        return switch problem {
        case .tooManyLines:
            Phrase("A file may have \(ImportFile.mostLines) lines. Divide it, or use the command line.")
        case .heading(.unknownColumn(let name)):
            Phrase("The table has a column “\(name)”, which is not known. Known are \(known).")
        case .heading(.repeatedColumn(let name)): Phrase("The table has the column \(name) twice.")
        case .heading(.noUsername): Phrase("The table has no column username. Known are \(known).")
        }
    }

    private func ask(_ context: ConsoleContext<Right.ManagePeople>, problem: Phrase? = nil) -> Response {
        pages.response(
            ImportPage(
                frame: frames.console(Phrase("Import people"), context, in: .people, problem: problem),
                path: Upload.path,
                progress: ""),
            status: problem == nil ? .ok : .unprocessableContent)
    }

    /// Answers with a page that grows while people are added: its beginning, a line per batch and per problem, its end.
    private func run(_ lines: [People.ImportLine], _ context: ConsoleContext<Right.ManagePeople>) throws -> Response {
        let mark = Identifier<ImportPage>(random: services.random).text
        let html = pages.text(
            ImportPage(
                frame: frames.console(Phrase("Import people"), context, in: .people), path: Upload.path, progress: mark)
        )
        guard let place = html.firstRange(of: mark) else { throw PageProblem.badForm }
        let (head, tail) = (String(html[..<place.lowerBound]), String(html[place.upperBound...]))
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .contentLanguage: context.language.rawValue,
            ],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: head))
                var report = ImportReport(total: lines.count, most: Self.mostProblems) { frames.say($0, context) }
                var rest = lines[...]
                while !rest.isEmpty {
                    let batch = Array(rest.prefix(Self.batch))
                    rest = rest.dropFirst(Self.batch)
                    do {
                        try await Download.checkAgain(
                            .managePeople, of: context.visitor.account.id, in: services.audit.accounts)
                        let outcome = try await services.helpDesk.importing.add(
                            batch, by: context.visitor.account, source: context.source)
                        try await writer.write(ByteBuffer(string: report.take(outcome, lines: batch.count)))
                    } catch is StoreError, is PageProblem {
                        try await writer.write(ByteBuffer(string: report.stop(at: batch.first?.number ?? 0)))
                        rest = []
                    }
                }
                try await writer.write(ByteBuffer(string: report.end() + tail))
                try await writer.finish(nil)
            })
    }
}

/// "Import people" (`/admin/people/import`).
struct ImportPage: Page {
    static let template = "admin-import"

    var frame: PageFrame
    /// Where the file is sent.
    var path: String
    /// Stands where the report goes; empty: a file is asked for.
    var progress: String
    var isRunning: Bool
    /// The heading of a table.
    var heading = "username,displayName,email,password"
    /// A line as it may stand in a file.
    var sample = #"{"username":"maria","displayName":"Maria Kovač","email":"maria@example.com","password":"…"}"#

    /// Creates the page.
    init(frame: PageFrame, path: String, progress: String) {
        self.frame = frame
        self.path = path
        self.progress = progress
        isRunning = !progress.isEmpty
    }
}
