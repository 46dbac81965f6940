import AuthDomain

/// Registering a phone by the pairing protocol.
struct PhoneWizard: WizardKind {
    let registrations: RegistrationService
    let clock: any Timekeeping
    let frames: PageFrames

    let base = "profile/access/mobile/register"
    let home = "/profile/access/mobile"

    func owns(_ method: Registration.Method) -> Bool {
        if case .pairing = method { return true }
        return false
    }

    func begin(
        _ name: DeviceName, for account: Identifier<Account>, source: RequestSource
    ) async throws(StoreError) -> Result<Registration, RegistrationObstacle> {
        try await registrations.beginPairing(name, for: account, source: source)
    }

    func namePage(
        _ context: some VisitorContext, typed: String, problem: String?
    ) -> any Page {
        let first = context.visitor.account.displayName.split(separator: " ").first ?? "Maria"
        return DeviceNamePage(
            frame: frames.visitor("Register new device", context), deviceName: typed,
            nameProblem: problem, example: "\(first)'s Pixel 8")
    }

    func codePage(
        _ registration: Registration, path: String, _ context: some VisitorContext,
        problem: String?
    ) throws(StoreError) -> (any Page)? {
        guard let sheet = try registrations.pairingSheetIfOpen(of: registration),
            case .pairing(let pairing) = registration.method
        else { return nil }
        let model = pairing.claim?.model ?? ""
        return PairingPage(
            frame: frames.visitor("Register new device", context), path: path,
            deviceName: registration.deviceName, setupCode: sheet.setupCode,
            pairingLink: sheet.link, isClaimed: registration.storedState == .claimed,
            model: model.isEmpty ? nil : model,
            expiresIn: (registration.expiresAt - clock.now).secondsRoundedUp,
            codeProblem: problem)
    }

    func endPage(
        _ registration: Registration, _ ending: PairingEndedPage.Ending,
        _ context: some VisitorContext
    ) -> any Page {
        PairingEndedPage(
            frame: frames.visitor("Register new device", context),
            deviceName: registration.deviceName, ending: ending)
    }

    func pictured(
        _ registration: Registration, for account: Account
    ) throws(StoreError) -> String? {
        try registrations.pairingSheetIfOpen(of: registration)?.link
    }
}
