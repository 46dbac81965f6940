import AuthDomain
import Hummingbird

/// "User profile": Details and Access controls.
struct ProfileRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<PasswordContext>) {
        router.get("profile") { request, context in
            // Someone who proved a password alone learns nothing beyond it.
            let isSure = context.visitor.session.assurance >= .confirmed
            var page = DetailsPage(
                frame: frames.visitor(
                    Phrase("User profile"), context, section: .details,
                    notice: AddressSentences.notice(request.uri.queryParameters.get("done"))),
                account: context.visitor.account, areAddressesHidden: !isSure,
                channels: services.channels,
                signedInSince: Moment(context.visitor.session.createdAt))
            page.reset = try await OwnReset(context, services)
            page.countdown = Countdown(context.visitor, at: services.clock.now) { frames.say($0, context) }
            page.countdown?.path = "/profile/access/mobile/register"
            return pages.response(page)
        }
        router.post("profile/language") { _, context in
            let tag = context.form["language"]
            let language = Language(rawValue: tag)
            guard language != nil || tag.isEmpty else { throw PageProblem.badForm }
            try await services.recovery.accounts.choose(
                language, for: context.visitor.account, source: context.source)
            return Redirection(to: "/profile?done=language").response
        }
        router.get("profile/access") { request, context in
            let account = context.visitor.account.id
            let devices = try await services.devices.list(account)
            let apps = devices.filter { $0.kind == .authenticator }
            let phones = Phrase(devices.count - apps.count, one: "{1} phone", other: "{1} phones")
            var page = AccessControlsPage(
                frame: frames.visitor(
                    Phrase("Access controls"), context,
                    notice: Notices.text(
                        request.uri.queryParameters.get("done"), of: .authenticator)),
                deviceCount: devices.count - apps.count, phones: frames.say(phones, context),
                authenticators: apps.map { DeviceRow($0) })
            page.reset = try await OwnReset(context, services)
            // Events name devices and addresses: for those who have proved two factors.
            if context.visitor.session.assurance == .twoFactor {
                let left = try await services.recovery.codes.count(of: account)
                page.recoveryCodes = AccessControlsPage.RecoveryCodes(
                    left: left, text: frames.say(RecoveryCodeSentences.left(left), context))
                page.show(
                    try await SecurityEventRow.latest(of: account, from: services.recovery) {
                        frames.say($0, context)
                    })
            }
            if context.visitor.session.assurance >= .confirmed {
                page.show(try await services.rememberedBrowsers.list(of: account))
            }
            return pages.response(page)
        }
    }
}

/// The short sentence after something was done.
enum Notices {
    /// What something was done with.
    enum Thing {
        case device
        case authenticator
    }

    /// The notice for the query parameter `done`; anything unknown gives none.
    static func text(_ done: String?, of thing: Thing) -> Phrase? {
        switch (done, thing) {
        case ("registered", .device): Phrase("Device registered")
        case ("removed", .device): Phrase("Device removed")
        case ("registered", .authenticator): Phrase("Authenticator app registered")
        case ("removed", .authenticator): Phrase("Authenticator app removed")
        case ("forgotten", _): Phrase("Browser forgotten")
        case ("stopped", _): Phrase("Re-registration stopped")
        default: nil
        }
    }
}

extension DeviceRow {
    /// A row of a list.
    init(_ device: Device) {
        self.init(
            name: device.name, model: device.model.isEmpty ? nil : device.model,
            registered: Moment(device.registeredAt), lastUsed: device.lastUsedAt.map { Moment($0) },
            removePath: "/profile/access/mobile/devices/\(device.id.text)/remove")
    }
}
