import AuthDomain
import Cryptography
import OTPCore
import Pairing
import TestSupport

extension World {
    /// Adds a person whose password is ``password``.
    func addAccount(
        _ username: String = "maria", isDisabled: Bool = false
    ) async throws -> Account {
        try await stores.add(
            Sample.account(
                username, passwordHash: FastHasher.current(Self.password),
                isDisabled: isDisabled))
    }

    /// Gives `account` another authenticator app with this secret.
    @discardableResult
    func addAuthenticator(
        of account: Account, secret: [UInt8], name: String = "Old app"
    ) async throws -> Device {
        let id: Identifier<Device> = Sample.id()
        let device = Device(
            id: id, account: account.id, kind: .authenticator, name: name, model: "",
            thumbprint: nil, parameters: .authenticatorApp,
            sealedSecret: try sealer.seal(SecretBytes(secret), for: Device.sealContext(id)),
            lastStep: nil, registeredAt: clock.now, lastUsedAt: nil)
        return try await stores.add(device, of: account)
    }

    /// The code that an authenticator app with `secret` shows, `steps` away from now.
    func code(of secret: [UInt8], steps: Int = 0) -> String {
        let now = TimeStep(unixSeconds: clock.now.seconds)
        let step = Sample.required(now.advanced(by: steps), "step")
        return OneTimeCode(secret: secret, at: step, parameters: .authenticatorApp).text
    }

    /// A code that is wrong for `secret`, whatever step of the window it is compared with.
    func wrongCode(of secret: [UInt8]) -> String {
        let right = Set((-2...2).map { code(of: secret, steps: $0) })
        return Sample.required(
            ["000000", "111111", "222222", "333333", "444444", "555555"]
                .first { !right.contains($0) }, "wrong code")
    }

    /// A new registration of a phone in the portal.
    func beginPairing(_ name: String, for account: Account) async throws -> Registration {
        let name = Sample.required(DeviceName(name), "device name")
        return try await registration.beginPairing(
            name, for: account.id, proved: Sample.proof, source: Sample.source
        )
        .get()
    }

    /// What is stored of a registration now.
    func reloaded(_ registration: Registration) async throws -> Registration {
        let found = try await stores.registrations.registration(registration.id)
        return Sample.required(found, "registration")
    }

    func submit(
        _ code: String, _ registration: Registration, of account: Account
    ) async throws -> RegistrationService.SubmitOutcome {
        try await self.registration.submit(
            code: code, for: try await reloaded(registration), of: account,
            proved: Sample.proof, source: Sample.source)
    }
}
