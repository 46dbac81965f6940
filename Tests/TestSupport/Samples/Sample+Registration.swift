import AuthDomain
import OTPCore

extension Sample {
    /// An active phone.
    package static func phone(
        of account: Account, _ name: String = "Maria's Pixel 8", thumbprint: String? = nil,
        id: Identifier<Device>? = nil, lastStep: UInt64? = nil, at: Instant = morning
    ) -> Device {
        Device(
            id: id ?? Sample.id(), account: account.id, kind: .phone, name: name,
            model: "Pixel 8", thumbprint: thumbprint ?? Sample.thumbprint(name),
            parameters: .pairedPhone, sealedSecret: [1, 2, 3], lastStep: lastStep,
            registeredAt: at, lastUsedAt: nil)
    }

    /// Another authenticator app.
    package static func authenticator(
        of account: Account, _ name: String = "Old app", at: Instant = morning
    ) -> Device {
        Device(
            id: id(), account: account.id, kind: .authenticator, name: name, model: "",
            thumbprint: nil, parameters: .authenticatorApp, sealedSecret: [4, 5, 6],
            lastStep: nil, registeredAt: at, lastUsedAt: nil)
    }

    /// A registration of a phone that nobody has scanned yet.
    package static func pairing(
        of account: Account, _ name: String = "Maria's Pixel 8", _ seed: String = "pairing",
        tries: Int = 5, at: Instant = morning
    ) -> Registration {
        Registration(
            id: id(), account: account.id, deviceName: name,
            method: .pairing(
                Registration.Pairing(
                    ticketHash: hash(seed + " ticket"), sealedTicket: [1],
                    setupCodeHash: hash(seed + " code"), sealedSetupCode: [2],
                    serverPublicKey: [UInt8](repeating: 2, count: 33), sealedPrivateKey: [3],
                    claim: nil)),
            storedState: .pending, triesLeft: tries, createdAt: at, expiresAt: at + .minutes(10))
    }

    /// A registration of another authenticator app.
    package static func authenticatorRegistration(
        of account: Account, _ name: String = "Old app", at: Instant = morning
    ) -> Registration {
        Registration(
            id: id(), account: account.id, deviceName: name,
            method: .authenticator(sealedSecret: [7, 8, 9]), storedState: .pending,
            triesLeft: 5, createdAt: at, expiresAt: at + .minutes(10))
    }

    /// A phone's claim.
    package static func claim(_ seed: String = "phone") -> Registration.Claim {
        Registration.Claim(
            phonePublicKey: [UInt8](repeating: 3, count: 33), thumbprint: thumbprint(seed),
            model: "Pixel 8", sealedKey: [4])
    }

    /// The phone that `registration` becomes when its code is right.
    package static func result(
        of registration: Registration, for account: Account, step: UInt64 = 60_000_000
    ) -> Device {
        phone(
            of: account, registration.deviceName, id: Identifier(registration.id.text),
            lastStep: step)
    }
}
