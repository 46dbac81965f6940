import AuthDomain
import Hummingbird

/// An administrator or auditor who has proved two factors, and may read the policy and groups.
struct PolicyReaderContext: VisitorContext, ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visit: Visit

    init(context: PasswordContext) throws {
        let visitor = context.visitor
        guard [.admin, .auditor].contains(visitor.account.role) else { throw PageProblem.notFound }
        guard visitor.hasFactor else { throw Redirection(to: "/profile/access/mobile/register") }
        guard visitor.session.assurance == .twoFactor else { throw Redirection.secondStep }
        coreContext = context.coreContext
        visit = context.visit
    }

    /// Whether the reader may change what they read.
    var mayChange: Bool { visitor.account.role == .admin }
}

/// An administrator whose proof of identity is fresh enough to change the policy and groups.
struct PolicyEditorContext: VisitorContext, ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visit: Visit

    init(context: PolicyReaderContext) throws {
        guard context.mayChange else { throw PageProblem.notFound }
        guard context.visit.isFresh else { throw Redirection.reauthentication }
        coreContext = context.coreContext
        visit = context.visit
    }

    /// Who acts.
    var actor: Audit.Actor { .administrator(visitor.account.id) }
}
