import AuthDomain

extension Stores {
    /// Adds a person.
    @discardableResult
    package func add(_ account: Account) async throws -> Account {
        let added = try await accounts.add(
            account, recording: Sample.record(.accountAdded, account))
        precondition(added, "the sample's username is free")
        return account
    }

    /// Adds a person with this username.
    @discardableResult
    package func addAccount(_ username: String = "maria") async throws -> Account {
        try await add(Sample.account(username))
    }

    /// Adds an active device, as an import or a registration would.
    @discardableResult
    package func add(_ device: Device, of account: Account) async throws -> Device {
        let registration = Registration(
            id: Sample.required(Identifier(device.id.text)), account: account.id,
            deviceName: device.name, method: .authenticator(sealedSecret: [1]),
            storedState: .pending, triesLeft: 5, createdAt: device.registeredAt,
            expiresAt: device.registeredAt + .minutes(10))
        let obstacle = try await registrations.begin(
            registration, deviceLimit: 20, recording: Sample.record(.registrationStarted, account))
        precondition(obstacle == nil, "the sample's device name is free")
        let completion = try await registrations.complete(
            registration.id, as: device, deviceLimit: 20, now: device.registeredAt,
            recording: Sample.record(.deviceRegistered, account))
        precondition(completion == .registered, "the sample's device is registered")
        return device
    }
}
