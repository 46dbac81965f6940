import AuthDomain
import Mustache

/// Writes notices with the templates of `Web/messages`.
package struct TemplateNoticeComposer: NoticeComposing {
    private let library: MustacheLibrary
    private let site: Site
    private let random: any Randomness

    private struct Content: Sendable {
        let brand: String
        let displayName: String
        let deviceName: String
        let model: String?
        let time: String
        let address: String
        let userAgent: String?
        let portalURL: String
    }

    /// Parses the templates.
    ///
    /// - Throws: the parser's error.
    package init(assets: AssetStore, site: Site, random: any Randomness) throws {
        var library = MustacheLibrary()
        let suffix = ".txt.mustache"
        for asset in assets.all(in: "messages") where asset.name.hasSuffix(suffix) {
            try library.register(
                String(decoding: asset.bytes, as: UTF8.self),
                named: String(asset.name.dropLast(suffix.count)))
        }
        self.library = library
        self.site = site
        self.random = random
    }

    package func compose(
        _ notice: Delivery.Notice, for account: Account, at now: Instant, source: RequestSource
    ) -> Delivery.Notification {
        guard let address = account.email else { return .none }
        let content = content(notice, account, now, source)
        guard let text = library.render(content, withTemplate: notice.name) else { return .none }
        let (subject, body) = split(text)
        return Delivery.Notification(messages: [
            Delivery.Message(
                id: Identifier(random: random), account: account.id, channel: .email,
                recipient: address, subject: subject, body: body, createdAt: now)
        ])
    }

    package func compose(
        _ pin: Delivery.PINText, for account: Account, at now: Instant, source: RequestSource
    ) -> Delivery.Message {
        Delivery.Message(
            id: Identifier(random: random), account: account.id, channel: pin.channel,
            recipient: pin.recipient, subject: site.brand,
            body: "\(pin.digits) is your code for \(site.brand).", createdAt: now)
    }

    private func content(
        _ notice: Delivery.Notice, _ account: Account, _ now: Instant, _ source: RequestSource
    ) -> Content {
        var device = ""
        var model = ""
        switch notice {
        case .deviceRegistered(let name, let reported): (device, model) = (name, reported)
        case .deviceRemoved(let name), .authenticatorRegistered(let name): device = name
        default: break
        }
        return Content(
            brand: site.brand, displayName: oneLine(account.displayName),
            deviceName: oneLine(device), model: model.isEmpty ? nil : oneLine(model), time: Moment(now).text,
            address: source.address, userAgent: source.userAgent.isEmpty ? nil : oneLine(source.userAgent),
            portalURL: site.origin + "/profile/access")
    }

    /// The first line is `Subject: …`; the body follows after an empty line.
    private func split(_ text: String) -> (subject: String, body: String) {
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let prefix = "Subject: "
        guard let first = lines.first, first.hasPrefix(prefix), lines.count == 2 else {
            return (site.brand, text)
        }
        return (String(first.dropFirst(prefix.count)), String(lines[1].drop { $0.isNewline }))
    }

    /// Line breaks in names must not add lines to a message.
    private func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }
}
