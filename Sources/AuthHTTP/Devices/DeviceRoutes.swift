import AuthDomain
import Hummingbird

/// "Mobile authentication": the list of devices, and removing one.
struct DeviceRoutes: Sendable {
    let services: AuthServices
    let pages: PageRenderer
    let frames: PageFrames

    func mountList(on router: some RouterMethods<PasswordContext>) {
        router.get("profile/access/mobile") { request, context in
            let devices = try await services.devices.list(context.visitor.account.id)
            var page = MobileAuthenticationPage(
                frame: frames.visitor(
                    Phrase("Mobile authentication"), context,
                    notice: Notices.text(
                        request.uri.queryParameters.get("done"), of: .device)),
                devices: devices.filter { $0.kind == .phone }.reversed().map { DeviceRow($0) },
                limit: context.visitor.decision.deviceLimit.value,
                countdown: Countdown(context.visitor, at: services.clock.now) { frames.say($0, context) })
            try await remind(context, on: &page)
            return pages.response(page)
        }
    }

    /// Reminds somebody with two factors who has no recovery codes, or few.
    private func remind(
        _ context: PasswordContext, on page: inout MobileAuthenticationPage
    ) async throws {
        guard context.visitor.hasFactor, context.visitor.session.assurance == .twoFactor else { return }
        let left = try await services.recovery.codes.count(of: context.visitor.account.id)
        page.lacksRecoveryCodes = left == 0
        if left > 0, left <= Recovery.CodeCount.few {
            page.fewRecoveryCodes = frames.say(RecoveryCodeSentences.left(left), context)
        }
    }

    func mountRemoval(on router: some RouterMethods<TwoFactorContext>) {
        router.get("profile/access/mobile/devices/{id}/remove") { request, context in
            let devices = try await services.devices.list(context.visitor.account.id)
            guard let device = devices.first(where: { $0.id.text == context.parameters.get("id") })
            else { throw PageProblem.notFound }
            return pages.response(
                RemoveDevicePage(
                    frame: frames.visitor(Phrase("Remove device"), context), deviceName: device.name,
                    model: device.model.isEmpty ? nil : device.model,
                    registered: Moment(device.registeredAt), path: request.uri.path,
                    cancelPath: home(of: device), isAuthenticator: device.kind == .authenticator,
                    isLast: devices.count == 1))
        }
        router.post("profile/access/mobile/devices/{id}/remove") { _, context in
            guard let id = context.parameters.get("id").flatMap(Identifier<Device>.init(_:))
            else { throw PageProblem.notFound }
            let removed = try await services.devices.remove(
                id, of: context.visitor.account, by: .person,
                keeping: context.visitor.session.idHash, source: context.source)
            switch removed {
            case .removed(let device):
                return Redirection(to: home(of: device) + "?done=removed").response
            case .notFound: throw PageProblem.notFound
            case .frozen(let until): throw PageProblem.frozen(until: until)
            }
        }
    }

    private func home(of device: Device) -> String {
        device.kind == .phone ? "/profile/access/mobile" : "/profile/access"
    }
}
