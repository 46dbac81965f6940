/// Shows and removes a person's devices.
package struct DeviceService: Sendable {
    private let devices: any DeviceStore
    private let composer: any NoticeComposing
    private let clock: any Timekeeping

    /// Works on `devices`.
    package init(
        devices: any DeviceStore, composer: any NoticeComposing, clock: any Timekeeping
    ) {
        self.devices = devices
        self.composer = composer
        self.clock = clock
    }

    /// The person's active devices, oldest first.
    package func list(_ account: Identifier<Account>) async throws(StoreError) -> [Device] {
        try await devices.active(of: account)
    }

    /// What removing a device says.
    package enum Removal: Sendable, Equatable {
        case removed(Device)
        /// The account has no such active device.
        case notFound
        /// The person may not change factors until then; administrators may.
        case frozen(until: Instant)
    }

    /// Removes a device; what rests on it ends, and the person is told.
    ///
    /// The portal session that asks for it, `session`, goes on.
    package func remove(
        _ id: Identifier<Device>, of account: Account, by actor: Audit.Actor,
        keeping session: [UInt8]? = nil, source: RequestSource
    ) async throws(StoreError) -> Removal {
        let now = clock.now
        if actor == .person, let until = account.freezeEnd(at: now) { return .frozen(until: until) }
        guard let device = try await devices.device(id), device.account == account.id
        else { return .notFound }
        let record = Record(
            Audit.Entry(
                .deviceRevoked, account: account.id, by: actor, subject: id.text,
                details: [Audit.Detail("device", device.name)], at: now, source: source),
            telling: composer.compose(
                .deviceRemoved(name: device.name), for: account, at: now, source: source))
        let won = try await devices.revoke(
            id, of: account.id, at: now, keeping: session, recording: record)
        return won ? .removed(device) : .notFound
    }
}
