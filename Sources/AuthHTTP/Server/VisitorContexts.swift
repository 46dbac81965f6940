import AuthDomain
import Hummingbird

/// A signed-in person's request, as every page needs it.
struct Visit: Sendable {
    let source: RequestSource
    let form: Form
    let csrf: String
    let visitor: SignIn.PortalVisitor
    /// The language of the answer.
    let language: Language
    /// Whether the proof of identity is fresh enough for a change of factors.
    let isFresh: Bool
    /// Whether the password must be confirmed before a first registration.
    let owesConfirmation: Bool
}

/// What pages of signed-in people need from their context.
///
/// "Signed in" is a type: ``PasswordContext`` → ``FreshContext`` → ``TwoFactorContext``, each built
/// only from the one before, or the request goes elsewhere.
protocol VisitorContext: RequestContext, ReaderContext {
    var visit: Visit { get }
}

extension VisitorContext {
    var source: RequestSource { visit.source }
    var language: Language { visit.language }
    var form: Form { visit.form }
    var csrf: String { visit.csrf }
    var visitor: SignIn.PortalVisitor { visit.visitor }
}

/// A person whose password was proved and who owes no code: either of two factors, or without any
/// factor yet ("enrolment-only").
struct PasswordContext: VisitorContext, ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visit: Visit

    init(context: AnonymousContext) throws {
        guard let visitor = context.visitor else { throw Redirection(to: "/sign-in") }
        if visitor.owesCode { throw Redirection(to: "/sign-in/code") }
        coreContext = context.coreContext
        visit = Visit(
            source: context.source, form: context.form, csrf: context.csrf, visitor: visitor,
            language: context.language, isFresh: context.isFresh, owesConfirmation: context.owesConfirmation)
    }
}

/// A person whose proof of identity is fresh enough for a change of factors.
struct FreshContext: VisitorContext, ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visit: Visit

    init(context: PasswordContext) throws {
        guard context.visit.isFresh else { throw Redirection.reauthentication }
        coreContext = context.coreContext
        visit = context.visit
    }
}

/// A fresh person who may add a factor: of two factors beside another one, and for the first one of as
/// much as policy asks for. Under a re-registration in effect they may replace all.
struct EnrolmentContext: VisitorContext, ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visit: Visit

    init(context: FreshContext) throws {
        let mayReplace = context.visitor.reset != nil
        if !mayReplace, context.visitor.owesTwoFactors || context.visit.owesConfirmation {
            throw Redirection.secondStep
        }
        coreContext = context.coreContext
        visit = context.visit
    }
}

/// A fresh person who has proved two factors.
struct TwoFactorContext: VisitorContext, ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visit: Visit

    init(context: FreshContext) throws {
        guard context.visitor.session.assurance == .twoFactor else {
            throw Redirection.secondStep
        }
        coreContext = context.coreContext
        visit = context.visit
    }
}
