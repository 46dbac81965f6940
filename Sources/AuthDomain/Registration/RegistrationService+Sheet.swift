import OTPCore

extension RegistrationService {
    /// What the portal shows for a phone to read: the link in the QR code and the values to type.
    package struct PairingSheet: Sendable {
        /// The pairing link; a QR code of it holds no secret that works by itself.
        package let link: String
        /// `XXXXX-XXXXX`.
        package let setupCode: String
    }

    /// What the portal shows for another authenticator app.
    package struct AuthenticatorSheet: Sendable {
        /// The `otpauth://totp/…` key URI.
        package let uri: String
        /// The secret in Base32.
        package let secret: String
    }

    /// The pairing sheet of `registration`; `nil` when it is over, or for another authenticator app.
    package func pairingSheetIfOpen(
        of registration: Registration
    ) throws(StoreError) -> PairingSheet? {
        let state = registration.state(at: clock.now)
        guard state == .pending || state == .claimed,
            case .pairing(let pairing) = registration.method
        else { return nil }
        let ticket = try open(pairing.sealedTicket, "ticket", registration.id)
        let code = try open(pairing.sealedSetupCode, "setup_code", registration.id)
        guard
            let link = PairingLink(
                origin: origin, ticket: ticket.bytes, serverPublicKey: pairing.serverPublicKey,
                deviceName: registration.deviceName)
        else { throw .inconsistent(reason: "pairing link") }
        return PairingSheet(
            link: link.text, setupCode: String(decoding: code.bytes, as: UTF8.self))
    }

    /// The sheet of `registration` for another authenticator app; `nil` when it is over, or for a phone.
    package func authenticatorSheetIfOpen(
        of registration: Registration, issuer: String, username: String
    ) throws(StoreError) -> AuthenticatorSheet? {
        guard registration.state(at: clock.now) == .pending,
            case .authenticator(let sealed) = registration.method
        else { return nil }
        let secret = try open(sealed, "secret", registration.id).bytes
        let uri = KeyURI(
            issuer: issuer, account: username, secret: secret, parameters: .authenticatorApp)
        return AuthenticatorSheet(uri: uri.text, secret: Base32.encode(secret))
    }
}
