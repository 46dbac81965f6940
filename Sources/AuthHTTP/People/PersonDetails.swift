import AuthDomain

/// What auditors and administrators see of a person beyond what helping takes.
struct PersonDetails: Sendable {
    /// The e-mail address; `nil`: none.
    var email: String?
    /// The number for text messages; `nil`: none.
    var phoneNumber: String?
    /// Phones and authenticator apps, oldest first.
    var devices: [Device]
    var hasDevices: Bool
    /// Until when a registered phone is not needed, and why; `nil`: it is, as for everybody.
    var exemption: Exemption?
    /// What is open, in words; `nil`: nothing.
    var sessions: String?
    /// The latest security events, newest first.
    var events: [SecurityEventRow]
    var hasEvents: Bool

    /// Somebody who goes on without a registered phone for some time.
    struct Exemption: Sendable {
        var expires: Moment
        var reason: String
    }

    /// One phone or authenticator app.
    struct Device: Sendable {
        var name: String
        var model: String?
        var registered: Moment
        /// When it was used last; `nil`: never. Not called like the person’s own fact: templates look outside for
        /// what is missing.
        var used: Moment?
        var isPhone: Bool
        /// Where an administrator removes it; `nil`: the reader may not.
        var removePath: String?
    }

    /// Reads them for `reader`; `nil` for those who only help.
    init?(
        of account: Account, for reader: Account, _ services: AuthServices, say: (Phrase) -> String
    ) async throws(StoreError) {
        guard reader.role.seesAddresses else { return nil }
        let administration = services.helpDesk.administration
        let mayChange = People.Rules.refusal(by: reader, for: account) == nil
        email = account.email
        phoneNumber = account.phoneNumber
        devices = try await administration.devices(of: account.id).map { device in
            Device(
                name: device.name, model: device.model.isEmpty ? nil : device.model,
                registered: Moment(device.registeredAt), used: device.lastUsedAt.map { Moment($0) },
                isPhone: device.kind == .phone,
                removePath: mayChange
                    ? "\(StaffAction.path(of: account.id))/devices/\(device.id.text)/remove" : nil)
        }
        hasDevices = !devices.isEmpty
        exemption = try await administration.exemption(of: account.id).map {
            Exemption(expires: Moment($0.expiresAt), reason: $0.reason)
        }
        let open = try await administration.open(of: account.id)
        let parts: [(Int, Phrase)] = [
            (open.browsers, Phrase(open.browsers, one: "1 browser", other: "{1} browsers")),
            (open.apps, Phrase(open.apps, one: "1 app", other: "{1} apps")),
            (
                open.remembered,
                Phrase(open.remembered, one: "1 remembered browser", other: "{1} remembered browsers")
            ),
        ]
        sessions = open.isNone ? nil : parts.filter { $0.0 > 0 }.map { say($0.1) }.joined(separator: ", ")
        events = try await SecurityEventRow.latest(of: account.id, from: services.recovery, say: say)
        hasEvents = !events.isEmpty
    }
}
