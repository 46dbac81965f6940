import AuthDomain
import AuthHTTP
import DeliveryChannels
import Foundation
import Logging
import SQLStorage
import Settings

extension Installation {
    /// The ways out that are configured, in the order of asking. The demo has none: it shows messages.
    var deliveryChannels: [any DeliveryChannel] {
        guard !site.isDemo else { return [] }
        let host = URLComponents(string: site.origin)?.host ?? "localhost"
        return settings.delivery.ways(of: site.branding, clientName: host)
    }

    /// Empties the outbox until shutdown.
    func deliveryService(logger: Logger) -> DeliveryService {
        DeliveryService(
            dispatcher: Delivery.Dispatcher(
                queue: outboxQueue, channels: deliveryChannels, settings: settings.delivery.rules,
                random: random, clock: clock, report: { DeliveryLog.write($0, to: logger) }),
            // Every server hears of every message; a timer makes up for what was missed.
            outbox: outbox, announcements: engine.announcements,
            concurrency: settings.delivery.rules.concurrency, isIdle: site.isDemo, logger: logger)
    }
}

extension SMTPChannel {
    /// The relay that `settings` name; messages come from the brand that is shown.
    init(_ settings: EmailSettings, branding: BrandBoard, clientName: String) {
        let security: Security =
            switch settings.security {
            case .starttls: .starttls
            case .tls: .tls
            case .none: .none
            }
        self.init(
            Configuration(
                host: settings.host, port: settings.port, security: security,
                username: settings.username,
                password: settings.password.map { SecretBytes(Array($0.utf8)) },
                authorities: settings.caFile, sender: settings.sender, senderName: { branding.current.name },
                clientName: clientName.contains(":") ? "localhost" : clientName))
    }
}

extension SMSGatewayChannel {
    /// The gateway that `settings` name.
    init(_ settings: SMSSettings) {
        switch settings.provider {
        case .infobip:
            self.init(
                .infobip(base: settings.url, key: settings.apiKey ?? "", sender: settings.sender),
                authorities: settings.caFile, readsInfobip: true)
        case .template:
            self.init(
                GatewayRequest(
                    url: settings.url, headers: settings.headers, body: settings.body ?? "",
                    sender: settings.sender),
                authorities: settings.caFile)
        }
    }
}

/// The log's lines about messages: never an address, never what a message says.
enum DeliveryLog {
    static func write(_ report: Delivery.Dispatcher.Report, to logger: Logger) {
        switch report {
        case .sent(let message, let channel):
            logger.info("message sent", metadata: metadata(message, ["by": "\(channel)"]))
        case .retried(let message, let next, let trouble):
            logger.warning(
                "message put off",
                metadata: metadata(message, ["until": "\(Output.time(next))", "why": "\(trouble)"]))
        case .expired(let message, let trouble):
            logger.warning("message expired", metadata: metadata(message, ["why": "\(trouble)"]))
        case .dead(let id, let event, let trouble):
            logger.error(
                "message dead; countersign delivery dead lists it",
                metadata: ["message": "\(id.text)", "event": "\(event)", "why": "\(trouble)"])
        }
    }

    private static func metadata(
        _ message: Delivery.Message, _ more: Logger.Metadata
    ) -> Logger.Metadata {
        more.merging(["message": "\(message.id.text)", "event": "\(message.event)"]) { own, _ in own }
    }
}
