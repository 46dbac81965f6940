import ArgumentParser
import CountersignKit
import Foundation

/// Other ways of the second step, and what follows from them.
struct PhoneSecondStep: ParsableArguments {
    @Option(help: ArgumentHelp("Have a code sent: email or sms.", valueName: "channel"))
    var sendPin: SecondStepChannel?

    @Option(help: "The code that --send-pin had sent.")
    var pin: String?

    @Option(help: "One of the person's recovery codes; registers this phone under --device-name.")
    var recoveryCode: String?

    @Option(help: "A temporary code of an administrator.")
    var bypassCode: String?

    @Flag(help: "Ask another phone of the person to approve this one; registers it under --device-name.")
    var approval = false

    @Option(help: "What this phone is called when it registers itself.")
    var deviceName: String?

    /// Takes the step that was asked for, if any, and registers this phone when it may.
    func take(
        _ result: SignInResult, _ client: CountersignClient, _ report: PhoneReport
    ) async throws -> SignInResult {
        if case .signedIn = result { return result }
        var result = result
        if let sendPin { result = try await client.sendPIN(by: sendPin) }
        if let pin { result = try await client.submit(pin: pin) }
        if let bypassCode { result = try await client.submit(bypassCode: bypassCode) }
        if let recoveryCode { result = try await client.submit(recoveryCode: recoveryCode) }
        if approval { result = try await wait(try await client.askApproval(), client, report) }
        guard case .mayRegister = result, let deviceName else { return result }
        let tokens = try await client.registerThisDevice(named: deviceName)
        try report.tell("registered", ["device_name": deviceName], "Device registered: \(deviceName)")
        return .signedIn(tokens)
    }

    /// Shows the number and asks every two seconds until the other phone has decided.
    private func wait(
        _ first: SignInResult, _ client: CountersignClient, _ report: PhoneReport
    ) async throws -> SignInResult {
        guard case .awaitsApproval(_, let number, let seconds) = first else { return first }
        try report.tell(
            "awaits_approval", ["number": number, "expires_in": seconds],
            "Choose this number on your other phone: \(number)")
        while true {
            try await Task.sleep(for: ConfirmationWait.interval)
            let result = try await client.checkApproval()
            guard case .awaitsApproval = result else { return result }
        }
    }
}

extension SecondStepChannel: ExpressibleByArgument {}
