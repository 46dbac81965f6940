import ArgumentParser
import AuthDomain

/// `countersign user reset-factors`.
struct UserResetFactors: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-factors",
        abstract: "Let a person whose phone is gone register a new one.",
        discussion: """
            Once it takes effect, the person signs in on the web with the password and a code that is sent \
            to a verified address, or one of “user bypass”, and registers a new phone; whatever was \
            registered before ends then. The person is told at once and can stop it until a new phone is \
            registered. It works for administrators, too.

            Example: countersign user reset-factors maria --now
            Exit codes: 0 started; 2 there is no such person, nothing is registered, one is under way \
            already, or the account is disabled or locked.
            """)

    @OptionGroup var data: DataOptions

    @Argument(help: "The username.")
    var username: String

    @Flag(help: "Let it take effect at once (otherwise after policy.resetDelayHours), in place of one under way.")
    var now = false

    @Flag(help: "Print one JSON object: effective_at, expires_at, username.")
    var json = false

    func run() async throws {
        try await countersign.run {
            let installation = try await Opening.installation(data)
            let account = try await installation.person(username)
            let service = installation.resetService
            let source = installation.commandLine
            let start =
                now
                ? try await service.startAtOnce(for: account, source: source)
                : try await service.start(for: account, by: .commandLine, source: source)
            let name = account.username.text
            switch start {
            case .started(let reset):
                try show(reset, name)
            case .alreadyOpen(let reset):
                throw Failure.refused(
                    """
                    A re-registration of \(name) is under way already; it takes effect at \
                    \(Output.time(reset.effectiveAt)). With --now it does so at once.
                    """)
            case .noFactor:
                throw Failure.refused("\(name) has registered nothing yet and can register a first phone.")
            case .refused(let refusal):
                throw HelpDeskFailures.failure(refusal, for: account)
            }
        }
    }

    private func show(_ reset: HelpDesk.FactorReset, _ name: String) throws {
        guard json else {
            print("\(name) can register a new phone from \(Output.time(reset.effectiveAt)) on.")
            return
        }
        try Output.json([
            "username": name, "effective_at": Output.time(reset.effectiveAt),
            "expires_at": Output.time(reset.expiresAt),
        ])
    }
}
