import ArgumentParser
import AuthDomain

extension Account.Role: ExpressibleByArgument {}

/// `countersign user role`.
struct UserRole: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Say what a person may do beyond their own account.",
        discussion: """
            person    nothing
            helpdesk  helps people back in: sees no code, chooses no password, cannot touch staff
            auditor   reads what happened, changes nothing
            admin     all of that

            Temporary codes, invitations and re-registrations that were handed out before end.

            Example: countersign user role ada admin
            Exit codes: 0 done; 2 there is no such person, or it is the last administrator.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    @Argument(help: "person, helpdesk, auditor or admin.")
    var role: Account.Role

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let account = try await installation.person(username)
            let change = try await installation.roleService.give(
                role, to: account, by: .commandLine, source: installation.commandLine)
            let name = account.username.text
            switch change {
            case .changed: print("\(name) is \(role.rawValue).")
            case .unchanged: print("\(name) was \(role.rawValue) already.")
            case .lastAdministrator:
                throw UserFailures.lastAdministrator(account.username)
            }
        }
    }
}
