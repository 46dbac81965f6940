import ArgumentParser
import CountersignKit
import Foundation

/// `countersign phone register`.
struct PhoneRegister: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register this phone: take the portal's QR code and show the one-time code to type there.",
        discussion: """
            Signs in with username and password first; without --username a sign-in that “phone sign-in” has begun \
            is continued. Then shows the six digits, keeps them fresh, and waits until they are submitted in the \
            portal. With --no-wait it returns at once, and “phone continue” finishes.

            Events of --json: claimed, code (whenever the digits change), registered, signed_in.

            Example: countersign phone register --username maria 'https://id.example.com/app/#pair?t=…'
            Example: countersign phone register --username maria --picture qr.pgm
            Example: countersign phone register --username maria --setup-code 7K3QF-9XW2M --device-name 'My phone'
            Exit codes: 0 registered (with --no-wait: the code is shown); 1 failed; 2 refused; 64 wrong usage; \
            69 the server is not available.
            """)

    @OptionGroup var options: PhoneOptions

    @OptionGroup var credentials: Credentials

    @Argument(help: "The link that the QR code holds.")
    var link: String?

    @Option(help: ArgumentHelp("A netpbm picture with the QR code; - is standard input.", valueName: "file"))
    var picture: String?

    @Option(help: "The setup code that the portal shows for typing; with --device-name.")
    var setupCode: String?

    @Option(help: "With --setup-code: the device name, exactly as in the portal.")
    var deviceName: String?

    @Flag(inversion: .prefixedNo, help: "Wait until the portal confirms.")
    var wait = true

    func validate() throws {
        guard [link, picture, setupCode].filter({ $0 != nil }).count == 1 else {
            throw ValidationError("Give one of: the link, --picture, or --setup-code with --device-name.")
        }
        guard (setupCode == nil) == (deviceName == nil) else {
            throw ValidationError("--setup-code and --device-name go together.")
        }
    }

    func run() async throws {
        try await options.perform { client in
            // Before the sign-in: a wrong picture needs no password.
            let link = try linkText()
            try await signIn(client)
            let claim = try await claim(client, link)
            let code = ShownCode(try await client.currentCode())
            try options.report.tell(
                "claimed",
                code.fields.merging([
                    "device_name": claim.deviceName, "registration_id": claim.registrationID,
                ]) { first, _ in first },
                """
                This phone takes part in the registration of “\(claim.deviceName)”. Type the code in the portal:
                \(code.sentence)
                """)
            if wait {
                try await ConfirmationWait(
                    client: client, report: options.report, deviceName: claim.deviceName,
                    deadline: claim.deadline
                ).finish(shown: code.text)
            } else if !options.json {
                print("Then: countersign phone continue")
            }
        }
    }

    /// The text of the link; `nil` when the values are typed.
    private func linkText() throws -> String? {
        guard let picture else { return link }
        let file = PictureFile(path: picture)
        guard let text = PictureFile.search(try file.read()).text else {
            throw Failure.refused("There is no readable QR code in the picture.")
        }
        return text
    }

    private func signIn(_ client: CountersignClient) async throws {
        if credentials.username == nil, let pending = try options.record()?.pending, pending.deadline > Date() {
            return
        }
        let (username, password) = try credentials.complete()
        if case .signedIn = try await client.signIn(username: username, password: password) {
            throw Failure.refused(
                """
                This phone is registered already, and is signed in now. To register another one, name another \
                key file with --phone.
                """)
        }
    }

    private func claim(_ client: CountersignClient, _ link: String?) async throws -> Claim {
        if let link { return try await client.claim(link: link) }
        return try await client.claim(setupCode: setupCode ?? "", deviceName: deviceName ?? "")
    }
}
