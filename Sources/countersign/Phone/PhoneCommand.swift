import ArgumentParser

/// `countersign phone …`: a phone without a device.
struct PhoneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phone", abstract: "A virtual phone: sign in, register, and make codes without a device.",
        discussion: """
            Everything that this phone knows is in its key file (--phone): who copies the file has copied the phone.

            Example: countersign phone register --username maria --picture qr.pgm
            Example: countersign phone sign-in --username maria
            Example: countersign phone code
            Exit codes: 0 done; 1 failed; 2 refused; 64 wrong usage; 69 the server is not available.
            """,
        subcommands: [
            PhoneSignIn.self, PhoneRegister.self, PhoneContinue.self, PhoneCode.self, PhoneStatus.self,
            PhoneApprove.self, PhoneSignOut.self,
        ])
}
