import AuthDomain
import Hummingbird

/// A member of the help desk, an auditor or an administrator who has proved two factors. What each of them may do
/// there is asked at every page (``HelpDesk/Rules``, ``Account/Role``).
///
/// For everybody else there are no such pages. Staff without a factor is sent to register one, and staff
/// that signed in by a weaker way to prove a factor.
struct StaffContext: VisitorContext, ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visit: Visit

    init(context: PasswordContext) throws {
        let visitor = context.visitor
        guard visitor.account.role.isStaff else { throw PageProblem.notFound }
        guard visitor.hasFactor else { throw Redirection(to: "/profile/access/mobile/register") }
        guard visitor.session.assurance == .twoFactor else { throw Redirection.secondStep }
        coreContext = context.coreContext
        visit = context.visit
    }

    /// Who acts.
    var agent: HelpDesk.Agent { .staff(visitor.account) }
}

/// Staff whose proof of identity is fresh enough to do something for a person.
struct FreshStaffContext: VisitorContext, ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visit: Visit

    init(context: StaffContext) throws {
        guard context.visit.isFresh else { throw Redirection.reauthentication }
        coreContext = context.coreContext
        visit = context.visit
    }

    /// Who acts.
    var agent: HelpDesk.Agent { .staff(visitor.account) }
}
