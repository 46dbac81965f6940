import AuthDomain
import HTTPTypes
import Hummingbird

/// `/admin/people/new`: an administrator adds somebody.
struct AdmissionRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<ConsoleContext<Right.ManagePeople>>) {
        router.get("admin/people/new") { _, context in
            ask(People.Admission.Form(username: "", displayName: "", email: ""), context)
        }
        router.post("admin/people/new") { _, context in try await add(context) }
    }

    private func ask(
        _ typed: People.Admission.Form, _ context: ConsoleContext<Right.ManagePeople>, problem: Phrase? = nil
    ) -> Response {
        pages.response(
            NewPersonPage(
                frame: frames.console(Phrase("Add a person"), context, in: .people, problem: problem),
                username: typed.username, displayName: typed.displayName, email: typed.email),
            status: problem == nil ? .ok : .unprocessableContent)
    }

    private func add(_ context: ConsoleContext<Right.ManagePeople>) async throws -> Response {
        func text(_ name: String) -> String { context.form[name].trimmingSpaces() }
        let typed = People.Admission.Form(
            username: text("username"), displayName: text("display_name"), email: text("email"))
        do {
            let (account, password) = try await services.helpDesk.admission.add(
                typed, by: context.visitor.account, source: context.source)
            let title = Phrase("First password")
            return pages.response(
                FirstPasswordPage(
                    frame: frames.console(title, context, in: .people), username: account.username.text,
                    displayName: account.displayName, code: password,
                    path: StaffAction.path(of: account.id)))
        } catch {
            let problem = error as People.Admission.Problem
            guard let sentence = Self.sentence(problem) else { throw Self.failure(problem) }
            return ask(typed, context, problem: sentence)
        }
    }

    private static func sentence(_ problem: People.Admission.Problem) -> Phrase? {
        switch problem {
        case .badUsername: Phrase("A username has 1 to 64 characters.")
        case .badName: Phrase("A name has at most \(People.Admission.longestName) characters, in one line.")
        case .badAddress: Phrase("That is not an e-mail address.")
        case .usernameTaken: Phrase("That username is taken. Choose another.")
        case .notAllowed, .busy, .store: nil
        }
    }

    private static func failure(_ problem: People.Admission.Problem) -> any Error {
        switch problem {
        case .busy(let retryAfter): PageProblem.busy(retryAfter)
        case .store(let error): error
        default: HelpDeskSentences.problem(HelpDesk.Refusal.notAllowed)
        }
    }
}

/// "Add a person" (`/admin/people/new`).
struct NewPersonPage: Page {
    static let template = "admin-new-person"

    var frame: PageFrame
    /// What was typed before.
    var username: String
    var displayName: String
    var email: String
}

/// The first password of a new person, shown once.
struct FirstPasswordPage: Page {
    static let template = "admin-first-password"

    var frame: PageFrame
    var username: String
    var displayName: String
    /// The password, in groups.
    var code: String
    /// The person's page.
    var path: String
}
