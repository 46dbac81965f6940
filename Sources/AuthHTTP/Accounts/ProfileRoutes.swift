import AuthDomain
import Hummingbird

/// "User profile": Details and Access controls.
struct ProfileRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mount(on router: some RouterMethods<PasswordContext>) {
        router.get("profile") { _, context in
            let account = context.visitor.account
            // Someone who proved a password alone learns nothing beyond it.
            let isSure = context.visitor.session.assurance == .twoFactor
            return pages.response(
                DetailsPage(
                    frame: frames.visitor("User profile", context, section: .details),
                    username: account.username.text, displayName: account.displayName,
                    email: isSure ? account.email : nil, isEmailHidden: !isSure,
                    signedInSince: Moment(context.visitor.session.createdAt)))
        }
        router.get("profile/access") { request, context in
            let devices = try await services.devices.list(context.visitor.account.id)
            let apps = devices.filter { $0.kind == .authenticator }
            return pages.response(
                AccessControlsPage(
                    frame: frames.visitor(
                        "Access controls", context,
                        notice: Notices.text(
                            request.uri.queryParameters.get("done"), what: "Authenticator app")),
                    deviceCount: devices.count - apps.count,
                    authenticators: apps.map { DeviceRow($0) }))
        }
    }
}

/// The short sentence after something was done.
enum Notices {
    /// The notice for the query parameter `done`; anything unknown gives none.
    static func text(_ done: String?, what: String) -> String? {
        switch done {
        case "registered": "\(what) registered"
        case "removed": "\(what) removed"
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
