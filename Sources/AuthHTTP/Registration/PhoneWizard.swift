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
        _ name: DeviceName, by visitor: SignIn.PortalVisitor, source: RequestSource
    ) async throws(StoreError) -> Result<Registration, RegistrationObstacle> {
        try await registrations.beginPairing(
            name, for: visitor.account.id, proved: visitor.session.proof,
            replacesAll: visitor.reset != nil, source: source)
    }

    func namePage(
        _ context: some VisitorContext, typed: String, problem: Phrase?
    ) -> any Page {
        let first = context.visitor.account.displayName.split(separator: " ").first ?? "Maria"
        return DeviceNamePage(
            frame: frames.visitor(Phrase("Register new device"), context), deviceName: typed,
            nameProblem: problem.map { frames.say($0, context) }, example: "\(first)'s Pixel 8")
    }

    func codePage(
        _ registration: Registration, path: String, _ context: some VisitorContext,
        problem: Phrase?
    ) throws(StoreError) -> (any Page)? {
        guard let sheet = try registrations.pairingSheetIfOpen(of: registration),
            case .pairing(let pairing) = registration.method
        else { return nil }
        let model = pairing.claim?.model ?? ""
        let left = registration.expiresAt - clock.now
        return PairingPage(
            frame: frames.visitor(Phrase("Register new device"), context), path: path,
            deviceName: registration.deviceName, setupCode: sheet.setupCode,
            pairingLink: sheet.link, isClaimed: registration.storedState == .claimed,
            phone: model.isEmpty ? frames.say(Phrase("A phone"), context) : model,
            expiresIn: left.secondsRoundedUp, timeLeft: frames.say(RetryPhrase.phrase(left), context),
            codeProblem: problem.map { frames.say($0, context) })
    }

    func endPage(
        _ registration: Registration, _ ending: PairingEndedPage.Ending,
        _ context: some VisitorContext
    ) -> any Page {
        PairingEndedPage(
            frame: frames.visitor(Phrase("Register new device"), context),
            deviceName: registration.deviceName, ending: ending)
    }

    func pictured(
        _ registration: Registration, for account: Account
    ) throws(StoreError) -> String? {
        try registrations.pairingSheetIfOpen(of: registration)?.link
    }
}
