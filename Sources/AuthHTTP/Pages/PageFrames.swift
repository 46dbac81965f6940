import AuthDomain
import Hummingbird

/// Makes the frames of pages.
struct PageFrames: Sendable {
    let site: Site

    /// For somebody who is not (fully) signed in.
    func anonymous(
        _ title: String, _ context: AnonymousContext, problem: String? = nil
    ) -> PageFrame {
        PageFrame(
            brand: site.brand, title: title, csrf: context.csrf, problem: problem,
            reference: problem == nil ? nil : context.source.reference, isDemo: site.isDemo)
    }

    /// For a signed-in person.
    func visitor(
        _ title: String, _ context: some VisitorContext, section: Section = .accessControls,
        notice: String? = nil, problem: String? = nil
    ) -> PageFrame {
        let account = context.visitor.account
        return PageFrame(
            brand: site.brand, title: title,
            person: PageFrame.Person(
                username: account.username.text, displayName: account.displayName),
            csrf: context.csrf, isDetails: section == .details,
            isAccessControls: section == .accessControls, notice: notice, problem: problem,
            reference: problem == nil ? nil : context.source.reference, isDemo: site.isDemo)
    }

    /// The parts of the user profile.
    enum Section {
        case details
        case accessControls
    }
}
