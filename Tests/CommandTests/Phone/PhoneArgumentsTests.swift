import ArgumentParser
import Testing

@testable import countersign

/// What the commands of the virtual phone accept.
@Suite struct PhoneArgumentsTests {
    @Test(arguments: [
        ["https://x/app/#pair?t=1"], ["--picture", "-"], ["--setup-code", "7K3QF-9XW2M", "--device-name", "n"],
        ["--no-wait", "--json", "--username", "maria", "--phone", "p.json", "link"],
    ])
    func oneSourceIsEnough(arguments: [String]) throws {
        _ = try PhoneRegister.parse(arguments)
    }

    @Test(arguments: [
        [], ["link", "--picture", "p.pgm"], ["--setup-code", "7K3QF-9XW2M"], ["--device-name", "n"],
        ["link", "--device-name", "n"], ["link", "--setup-code", "7K3QF-9XW2M", "--device-name", "n"],
    ])
    func otherCombinationsAreRefused(arguments: [String]) {
        #expect(throws: (any Error).self) { try PhoneRegister.parse(arguments) }
    }

    @Test func waitingIsTheDefault() throws {
        #expect(try PhoneRegister.parse(["link"]).wait)
        #expect(try PhoneContinue.parse([]).wait)
        #expect(try !PhoneContinue.parse(["--no-wait"]).wait)
    }

    @Test func everyCommandShowsAnExampleAndItsExitCodes() {
        for command in PhoneCommand.configuration.subcommands + QRCommand.configuration.subcommands {
            let help = command.helpMessage()
            #expect(help.contains("Example:"))
            #expect(help.contains("Exit codes:"))
        }
    }

    @Test func helpWarnsOfPasswordsInArguments() {
        #expect(PhoneSignIn.helpMessage(columns: 500).contains("list of processes"))
    }
}
