import AuthDomain
import Hummingbird

/// Makes the frames of pages, in the reader's language.
struct PageFrames: Sendable {
    let site: Site
    let catalogue: Catalogue

    /// `phrase` in the language of this request.
    func say(_ phrase: Phrase, _ context: some ReaderContext) -> String {
        catalogue.text(phrase, in: context.language)
    }

    /// For somebody who is not (fully) signed in.
    func anonymous(
        _ title: Phrase, _ context: AnonymousContext, problem: Phrase? = nil
    ) -> PageFrame {
        var frame = frame(title, context, problem: problem)
        frame.csrf = context.csrf
        return frame
    }

    /// For a signed-in person.
    func visitor(
        _ title: Phrase, _ context: some VisitorContext, section: Section = .accessControls,
        notice: Phrase? = nil, problem: Phrase? = nil
    ) -> PageFrame {
        let account = context.visitor.account
        var frame = frame(title, context, problem: problem)
        frame.csrf = context.csrf
        frame.person = PageFrame.Person(
            username: account.username.text, displayName: account.displayName,
            isStaff: account.role.isStaff)
        frame.isDetails = section == .details
        frame.isAccessControls = section == .accessControls
        frame.notice = notice.map { say($0, context) }
        return frame
    }

    /// For a page that says what went wrong: with the reference, and without a form.
    func error(_ title: Phrase, _ context: AnonymousContext) -> PageFrame {
        var frame = frame(title, context, problem: nil)
        frame.reference = context.source.reference
        return frame
    }

    private func frame(
        _ title: Phrase, _ context: some ReaderContext, problem: Phrase?
    ) -> PageFrame {
        let brand = site.branding.current
        return PageFrame(
            language: context.language, languageTag: context.language.rawValue, brand: brand.name, help: brand.help,
            title: say(title, context), csrf: "", problem: problem.map { say($0, context) },
            reference: problem == nil ? nil : context.source.reference, isDemo: site.isDemo)
    }

    /// The parts of the user profile.
    enum Section {
        case details
        case accessControls
        /// A page outside of it.
        case none
    }
}

/// A request whose answer somebody reads.
protocol ReaderContext {
    /// The language of the answer.
    var language: Language { get }
    var source: RequestSource { get }
}
