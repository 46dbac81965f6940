import AuthDomain

/// "Use another authenticator app": the classic key URI and its first code.
struct AuthenticatorWizard: WizardKind {
    let registrations: RegistrationService
    let frames: PageFrames

    let base = "profile/access/authenticator/register"
    let home = "/profile/access"

    func owns(_ method: Registration.Method) -> Bool {
        if case .authenticator = method { return true }
        return false
    }

    func begin(
        _ name: DeviceName, by visitor: SignIn.PortalVisitor, source: RequestSource
    ) async throws(StoreError) -> Result<Registration, RegistrationObstacle> {
        try await registrations.beginAuthenticator(
            name, for: visitor.account.id, proved: visitor.session.proof,
            replacesAll: visitor.reset != nil, source: source)
    }

    func namePage(
        _ context: some VisitorContext, typed: String, problem: Phrase?
    ) -> any Page {
        AuthenticatorPage(
            frame: frames.visitor(Phrase("Use another authenticator app"), context),
            deviceName: typed, nameProblem: problem.map { frames.say($0, context) })
    }

    func codePage(
        _ registration: Registration, path: String, _ context: some VisitorContext,
        problem: Phrase?
    ) throws(StoreError) -> (any Page)? {
        guard let sheet = try sheet(registration, context.visitor.account) else { return nil }
        return AuthenticatorPage(
            frame: frames.visitor(Phrase("Use another authenticator app"), context),
            deviceName: registration.deviceName,
            setup: AuthenticatorPage.Setup(
                path: path, secret: sheet.secret, link: sheet.uri, codeProblem: problem.map { frames.say($0, context) })
        )
    }

    func endPage(
        _ registration: Registration, _ ending: PairingEndedPage.Ending,
        _ context: some VisitorContext
    ) -> any Page {
        PairingEndedPage(
            frame: frames.visitor(Phrase("Use another authenticator app"), context),
            deviceName: registration.deviceName, ending: ending, restartPath: "/\(base)")
    }

    func pictured(
        _ registration: Registration, for account: Account
    ) throws(StoreError) -> String? {
        try sheet(registration, account)?.uri
    }

    private func sheet(
        _ registration: Registration, _ account: Account
    ) throws(StoreError) -> RegistrationService.AuthenticatorSheet? {
        try registrations.authenticatorSheetIfOpen(
            of: registration, issuer: frames.site.brand, username: account.username.text)
    }
}
