import ArgumentParser
import CountersignKit

/// `countersign phone sign-in`.
struct PhoneSignIn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-in", abstract: "Sign in with username and password; the phone proves itself.",
        discussion: """
            When the phone is not registered yet, the sign-in stays open for ten minutes and “phone register” goes \
            on with it.

            Another second step: --send-pin sends a code, which the next call takes with --pin and without --username;
            --recovery-code and --approval register this phone under --device-name.

            Events of --json: signed_in, must_register, offers_registration, needs_one_time_code, pin_sent,
            awaits_approval, may_register, registered.

            Example: COUNTERSIGN_PASSWORD=… countersign phone sign-in --username maria
            Example: countersign phone sign-in --username maria --send-pin email
            Example: countersign phone sign-in --pin 123456
            Example: countersign phone sign-in --username maria --recovery-code CODE --device-name 'My phone'
            Example: countersign phone sign-in --username maria --approval --device-name 'My phone'
            Exit codes: 0 signed in; 1 failed; 2 wrong password, or this phone must be registered first; 64 wrong \
            usage; 69 the server is not available.
            """)

    @OptionGroup var options: PhoneOptions

    @OptionGroup var credentials: Credentials

    @Option(help: "A code of the person's other authenticator app, when one is needed.")
    var oneTimeCode: String?

    @OptionGroup var other: PhoneSecondStep

    @Flag(help: "Go on without registering this phone, where the policy still allows it.")
    var skipRegistration = false

    func run() async throws {
        try await options.perform { client in
            var result = try await first(client)
            if case .needsOneTimeCode = result, let oneTimeCode {
                result = try await client.submit(oneTimeCode: oneTimeCode)
            }
            if case .offersRegistration = result, skipRegistration {
                result = try await client.skipRegistration()
            }
            result = try await other.take(result, client, options.report)
            guard case .signedIn = result else { return try tell(missing: result) }
            try options.report.tell(try await client.me())
        }
    }

    /// Username and password; or, for a PIN that was sent before, the sign-in under way.
    private func first(_ client: CountersignClient) async throws -> SignInResult {
        if other.pin != nil, credentials.username == nil, let pending = try options.record()?.pending {
            return .mustRegister(pending)
        }
        let (username, password) = try credentials.complete()
        return try await client.signIn(username: username, password: password)
    }

    /// Tells what the sign-in still needs and ends with code 2.
    private func tell(missing result: SignInResult) throws {
        switch result {
        case .signedIn: return
        case .mustRegister:
            try options.report.tell(
                "must_register", [:],
                """
                The password is right, but this phone is not registered. In the portal go to User profile, Access \
                controls, Mobile authentication, Register new device. Then:
                  countersign phone register 'LINK'
                  countersign phone register --picture qr.pgm
                  countersign phone register --setup-code CODE --device-name 'NAME'
                """)
        case .offersRegistration(_, let date):
            let becomes = date.map { " It becomes mandatory on \($0)." } ?? ""
            try options.report.tell(
                "offers_registration", date.map { ["mandatory_from": $0] } ?? [:],
                """
                The password is right, and this phone can be registered now (“phone register”).\(becomes) To sign \
                in without: --skip-registration.
                """)
        case .needsOneTimeCode:
            try options.report.tell(
                "needs_one_time_code", [:],
                """
                The password is right. Sign in again with --one-time-code and a code of the other authenticator \
                app, or register this phone (“phone register”).
                """)
        case .needsPIN(_, let channel, let seconds):
            try options.report.tell(
                "pin_sent", ["channel": channel.rawValue, "resend_in": seconds],
                "A code was sent, if the account has an address. Then: countersign phone sign-in --pin CODE")
        case .awaitsApproval(_, let number, _):
            try options.report.tell(
                "awaits_approval", ["number": number],
                "Nobody has approved this phone yet. The number to choose there: \(number)")
        case .mayRegister:
            try options.report.tell(
                "may_register", [:], "This phone may register itself now: give --device-name.")
        }
        throw ExitCode(2)
    }
}
