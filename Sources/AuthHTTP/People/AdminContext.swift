import AuthDomain
import Hummingbird

/// An administrator whose proof of two factors is fresh enough to change somebody's account.
struct FreshAdminContext: VisitorContext, ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visit: Visit

    init(context: FreshStaffContext) throws {
        guard context.visitor.account.role.administers else {
            throw HelpDeskSentences.problem(HelpDesk.Refusal.notAllowed)
        }
        coreContext = context.coreContext
        visit = context.visit
    }
}
