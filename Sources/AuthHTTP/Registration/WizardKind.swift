import AuthDomain
import Hummingbird

/// What differs between registering a phone and registering another authenticator app.
protocol WizardKind: Sendable {
    /// The path of the wizard without slashes at its ends.
    var base: String { get }
    /// The path of the list that shows what was registered.
    var home: String { get }
    /// Whether registrations made this way belong to this wizard.
    func owns(_ method: Registration.Method) -> Bool

    /// Starts a registration.
    func begin(
        _ name: DeviceName, by visitor: SignIn.PortalVisitor, source: RequestSource
    ) async throws(StoreError) -> Result<Registration, RegistrationObstacle>

    /// The page that asks for the name.
    func namePage(
        _ context: some VisitorContext, typed: String, problem: Phrase?
    ) -> any Page

    /// The page with the QR code and the field for the one-time code; `nil` when it is over.
    func codePage(
        _ registration: Registration, path: String, _ context: some VisitorContext,
        problem: Phrase?
    ) throws(StoreError) -> (any Page)?

    /// The page that says how a registration ended.
    func endPage(
        _ registration: Registration, _ ending: PairingEndedPage.Ending,
        _ context: some VisitorContext
    ) -> any Page

    /// What the QR code holds; `nil` when the registration is over.
    func pictured(
        _ registration: Registration, for account: Account
    ) throws(StoreError) -> String?
}
