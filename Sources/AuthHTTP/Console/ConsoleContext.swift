import AuthDomain
import Hummingbird

/// A permission as a type, so that a route says in its signature what it asks for.
protocol ConsoleRight {
    static var permission: Console.Permission { get }
}

/// A member of staff whose role has the permission of `Right`, and who has proved two factors, a short while
/// ago where the permission needs that.
///
/// For people without a role there are no such pages. Staff without a factor is sent to register one, and staff
/// that signed in by a weaker way to prove a factor.
struct ConsoleContext<Right: ConsoleRight>: VisitorContext, ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visit: Visit

    init(context: PasswordContext) throws {
        let visitor = context.visitor
        let role = visitor.account.role
        guard role.isStaff else { throw PageProblem.notFound }
        guard visitor.hasFactor else { throw Redirection(to: "/profile/access/mobile/register") }
        guard visitor.session.assurance == .twoFactor else { throw Redirection.secondStep }
        guard role.allows(Right.permission) else { throw HelpDeskSentences.problem(.notAllowed) }
        if Right.permission.needsFreshProof, !context.visit.isFresh { throw Redirection.reauthentication }
        coreContext = context.coreContext
        visit = context.visit
    }
}

/// A request of somebody who was let into the console, whatever the page.
protocol StaffVisitorContext: VisitorContext {}

extension ConsoleContext: StaffVisitorContext {}

extension StaffVisitorContext {
    /// Who acts.
    var agent: HelpDesk.Agent { .staff(visitor.account) }

    /// How the audit log names who acts.
    var actor: Audit.Actor { agent.actor }

    /// Whether the reader's role has `permission`.
    func allows(_ permission: Console.Permission) -> Bool { visitor.account.role.allows(permission) }
}

/// The permissions, as types.
enum Right {
    enum SeeOverview: ConsoleRight { static let permission = Console.Permission.seeOverview }
    enum SeePeople: ConsoleRight { static let permission = Console.Permission.seePeople }
    enum HelpPeople: ConsoleRight { static let permission = Console.Permission.helpPeople }
    enum ManagePeople: ConsoleRight { static let permission = Console.Permission.managePeople }
    enum ExportPeople: ConsoleRight { static let permission = Console.Permission.exportPeople }
    enum ApproveChanges: ConsoleRight { static let permission = Console.Permission.approveChanges }
    enum SeeGroups: ConsoleRight { static let permission = Console.Permission.seeGroups }
    enum ManageGroups: ConsoleRight { static let permission = Console.Permission.manageGroups }
    enum SeePolicy: ConsoleRight { static let permission = Console.Permission.seePolicy }
    enum ChangePolicy: ConsoleRight { static let permission = Console.Permission.changePolicy }
    enum SeeMessages: ConsoleRight { static let permission = Console.Permission.seeMessages }
    enum TryMessages: ConsoleRight { static let permission = Console.Permission.tryMessages }
    enum RetryMessages: ConsoleRight { static let permission = Console.Permission.retryMessages }
    enum SeeSettings: ConsoleRight { static let permission = Console.Permission.seeSettings }
    enum ChangeSettings: ConsoleRight { static let permission = Console.Permission.changeSettings }
    enum SeeAPIKeys: ConsoleRight { static let permission = Console.Permission.seeAPIKeys }
    enum ManageAPIKeys: ConsoleRight { static let permission = Console.Permission.manageAPIKeys }
    enum FindReference: ConsoleRight { static let permission = Console.Permission.findReference }
    enum SearchAudit: ConsoleRight { static let permission = Console.Permission.searchAudit }
    enum ExportAudit: ConsoleRight { static let permission = Console.Permission.exportAudit }
}
