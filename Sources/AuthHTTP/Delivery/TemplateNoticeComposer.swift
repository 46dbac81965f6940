import AuthDomain

/// Writes notices and PINs with the templates of `Web/messages`, in the reader's language.
package struct TemplateNoticeComposer: NoticeComposing {
    private let templates: MessageTemplates
    private let site: Site
    private let channels: Set<Delivery.Channel>
    private let sealer: any Sealing
    private let random: any Randomness
    private let digest: any Digesting

    /// How long the link "This was not me" works.
    private static let repudiationLife = Duration.days(7)

    /// Parses the templates. `channels` are those that are configured: text messages are written only
    /// for a channel that exists, e-mails always.
    ///
    /// - Throws: the parser's error.
    package init(
        assets: AssetStore, site: Site, channels: Set<Delivery.Channel>, sealer: any Sealing,
        random: any Randomness, digest: any Digesting
    ) throws {
        templates = try MessageTemplates(assets: assets)
        self.site = site
        self.channels = channels
        self.sealer = sealer
        self.random = random
        self.digest = digest
    }

    package func compose(
        _ notice: Delivery.Notice, for account: Account, about subject: String?, at now: Instant,
        source: RequestSource
    ) -> Delivery.Notification {
        let addresses = addresses(of: account, for: notice)
        guard !addresses.isEmpty else { return .none }
        let brand = site.branding.current
        let language = account.language ?? brand.language
        var values = MessageValues(brand: brand.name, displayName: Self.oneLine(account.displayName))
        values.help = brand.help ?? ""
        fill(&values, from: notice, in: language)
        var repudiation: Repudiation?
        if notice.isRepudiable {
            let token = OpaqueToken(random: random, digest: digest)
            values.link = "\(site.origin)/not-me/\(token.text)"
            repudiation = Repudiation(
                tokenHash: token.hash, account: account.id, event: notice.name, subject: subject,
                createdAt: now, expiresAt: now + Self.repudiationLife)
        }
        let phrases = templates.phrases(in: language, values)
        let facts = facts(of: notice, at: now, source: source, phrases, language)
        var messages: [Delivery.Message] = []
        for address in addresses {
            let undo = undoLink(notice, address)
            guard let content = content(notice, values, phrases, facts, language, undo, on: address.channel)
            else { continue }
            messages.append(
                Delivery.Message(
                    id: Identifier(random: random), account: account.id, kind: .notice,
                    event: notice.name, channel: address.channel, recipient: address.text,
                    content: content, createdAt: now, sealer: sealer))
        }
        return Delivery.Notification(messages: messages, repudiation: repudiation)
    }

    package func compose(
        _ pin: Delivery.PINText, for account: Account, at now: Instant, source: RequestSource
    ) -> Delivery.Message {
        let brand = site.branding.current
        let language = account.language ?? brand.language
        var values = MessageValues(brand: brand.name, displayName: Self.oneLine(account.displayName))
        values.help = brand.help ?? ""
        values.code = pin.digits
        values.minutes = max(1, (pin.expiresAt - now).secondsRoundedUp / 60)
        return Delivery.Message(
            id: Identifier(random: random), account: account.id, kind: .pin,
            event: pin.purpose.rawValue, channel: pin.channel, recipient: pin.recipient,
            content: content(pin, values, language), createdAt: now, expiresAt: pin.expiresAt,
            sealer: sealer)
    }

    private func content(
        _ notice: Delivery.Notice, _ values: MessageValues, _ phrases: [String: String],
        _ facts: [MessageLayout.Fact], _ language: Language, _ undo: String?,
        on channel: Delivery.Channel
    ) -> Delivery.Content? {
        var values = values
        // A text message has room for one link.
        if let undo, channel == .sms { values.link = undo }
        guard let text = templates.text(notice.name, in: language, values) else { return nil }
        guard channel == .email else { return Delivery.Content(subject: "", text: text.short) }
        let layout = layout(text, values, phrases, language, facts: facts, undo: undo)
        return Delivery.Content(
            subject: text.subject, text: layout.text, html: templates.html(layout))
    }

    /// The way back, for the address that was changed, and for no other.
    private func undoLink(_ notice: Delivery.Notice, _ address: MessageAddress) -> String? {
        guard case .addressChanged(let channel, let old, _, let undo?) = notice,
            address == old.map({ MessageAddress(channel: channel, text: $0) })
        else { return nil }
        return "\(site.origin)/address/undo/\(undo)"
    }

    private func content(
        _ pin: Delivery.PINText, _ values: MessageValues, _ language: Language
    ) -> Delivery.Content {
        let name = "pin-\(pin.purpose.rawValue)"
        guard let text = templates.text(name, in: language, values) else {
            return Delivery.Content(subject: values.brand, text: "\(pin.digits) (\(values.brand))")
        }
        guard pin.channel == .email else {
            // The last line binds the code to the site: browsers offer it nowhere else.
            return Delivery.Content(subject: "", text: "\(text.short)\n\n@\(host) #\(pin.digits)")
        }
        let code = MessageLayout.Code(
            first: String(pin.digits.prefix(pin.digits.count / 2)),
            second: String(pin.digits.dropFirst(pin.digits.count / 2)))
        let layout = layout(
            text, values, templates.phrases(in: language, values), language, code: code)
        return Delivery.Content(
            subject: text.subject, text: layout.text, html: templates.html(layout))
    }

    private func layout(
        _ text: MessageText, _ values: MessageValues, _ phrases: [String: String], _ language: Language,
        code: MessageLayout.Code? = nil, facts: [MessageLayout.Fact] = [], undo: String? = nil
    ) -> MessageLayout {
        let link =
            values.link.isEmpty
            ? nil
            : MessageLayout.Link(
                address: values.link, label: phrases["notMe"] ?? "", text: phrases["notMeText"] ?? "")
        let undo = undo.map {
            MessageLayout.Link(
                address: $0, label: phrases["undo"] ?? "", text: phrases["undoText"] ?? "")
        }
        return MessageLayout(
            language: language.rawValue, brand: values.brand, subject: text.subject, title: text.title,
            greeting: phrases["greeting"] ?? "", before: text.before, code: code,
            hasFacts: !facts.isEmpty, facts: facts, after: text.after, undo: undo, link: link,
            help: values.help.isEmpty ? nil : phrases["help"], footer: phrases["footer"] ?? "")
    }

    /// The host that browsers compare with the page's: without port.
    private var host: String {
        let authority = site.authority
        guard !authority.hasPrefix("[") else { return authority }
        return String(authority.prefix { $0 != ":" })
    }

    /// Makes one line of a text that somebody chose, without characters that are not seen.
    static func oneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: line.append(" ")
            default: if !InvisibleText.isInvisible(scalar) { line.append(scalar) }
            }
        }
        return String(line)
    }
}

/// Where a message goes.
struct MessageAddress: Hashable {
    let channel: Delivery.Channel
    let text: String
}

extension TemplateNoticeComposer {
    /// All verified addresses; of a change of address also the one that was and the one that is.
    private func addresses(
        of account: Account, for notice: Delivery.Notice
    ) -> [MessageAddress] {
        var found: [MessageAddress] = []
        func add(_ channel: Delivery.Channel, _ text: String?) {
            guard let text, channel == .email || channels.contains(channel) else { return }
            let address = MessageAddress(channel: channel, text: text)
            if !found.contains(address) { found.append(address) }
        }
        if case .addressChanged(let channel, let old, let new, _) = notice {
            add(channel, old)
            add(channel, new)
        }
        for channel in Delivery.Channel.allCases {
            // Nothing has happened that somebody must know at once.
            if case .policyReminder = notice, channel != .email { continue }
            add(channel, account.address(on: channel))
        }
        return found
    }

    /// What the notice's sentences say.
    private func fill(
        _ values: inout MessageValues, from notice: Delivery.Notice, in language: Language
    ) {
        switch notice {
        case .deviceRegistered(let name, _), .deviceRemoved(let name),
            .authenticatorRegistered(let name), .browserRemembered(let name),
            .browserReused(let name):
            values.name = Self.oneLine(name)
        case .recoveryCodesIssued(let count), .recoveryCodeUsed(let count): values.count = count
        case .addressChanged(let channel, _, _, _), .addressChangeUndone(let channel):
            values.isEmail = channel == .email
        case .bypassCodeIssued(let until), .resetStarted(let until), .accountFrozen(let until):
            values.until = language.words(for: until)
        case .policyReminder(let date):
            values.isDated = date != nil
            values.until = date.map { Moment(day: $0)?.text(in: language) ?? $0 } ?? ""
            values.site = site.origin
        case .repudiated(let username, let event):
            values.username = Self.oneLine(username)
            values.isEmail = true
            values.event =
                templates.text(event, in: language, values)?.title ?? Self.oneLine(event)
        case .staffActed(let act):
            values.event = templates.phrases(in: language, values)[act.rawValue] ?? ""
        case .passwordReset, .passwordChanged, .resetVetoed, .phoneApproved, .accountDisabled,
            .accountEnabled, .roleChanged, .sessionsEnded, .testMessage:
            break
        }
    }

    /// What happened, line by line.
    private func facts(
        of notice: Delivery.Notice, at now: Instant, source: RequestSource,
        _ phrases: [String: String], _ language: Language
    ) -> [MessageLayout.Fact] {
        var facts: [MessageLayout.Fact] = []
        func add(_ name: String, _ value: String) {
            let value = Self.oneLine(value)
            guard !value.isEmpty else { return }
            facts.append(MessageLayout.Fact(label: phrases[name] ?? name, value: value))
        }
        switch notice {
        case .deviceRegistered(let name, let model):
            add("device", name)
            add("model", model)
        case .deviceRemoved(let name), .authenticatorRegistered(let name): add("device", name)
        case .phoneApproved(let model): add("model", model)
        case .browserRemembered(let name), .browserReused(let name): add("browser", name)
        case .addressChanged(let channel, let old, let new, _):
            add("old", old.map { AddressMask.masked($0, channel) } ?? phrases["none"] ?? "")
            add("new", new.map { AddressMask.masked($0, channel) } ?? phrases["none"] ?? "")
        case .repudiated(let username, _): add("account", username)
        case .policyReminder: return []
        default: break
        }
        add("time", language.words(for: now))
        // What was done on the server itself has neither.
        guard source.address != RequestSource.commandLine(reference: "").address else { return facts }
        add("address", source.address)
        if case .browserRemembered = notice { return facts }
        add("browser", source.userAgent)
        return facts
    }
}
