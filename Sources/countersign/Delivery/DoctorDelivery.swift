import AuthDomain
import AuthHTTP
import DeliveryChannels
import Foundation
import Settings

/// What `doctor` says about e-mail and text messages.
enum DoctorDelivery {
    /// How one way out was found.
    enum Finding: Sendable, Equatable {
        case good(String)
        case note(String)
        case bad(String)
    }

    /// What is said when nothing is configured.
    static let none = "none: no e-mail and no text message leaves; set delivery.email.host (docs/configuration.md)"

    /// What is said when a message should leave on a channel that is not there.
    static func missing(_ channel: Delivery.Channel) -> String {
        switch channel {
        case .email: "No e-mail leaves: set delivery.email.host and delivery.email.sender."
        case .sms: "No text message leaves: set delivery.sms.provider (docs/configuration.md)."
        }
    }

    /// Connects to every way out, without sending anything.
    static func findings(_ settings: Settings) async -> [Finding] {
        guard !settings.delivery.channels.isEmpty else { return [.note(none)] }
        let host = URLComponents(string: settings.origin)?.host ?? "localhost"
        let ways = settings.delivery.ways(of: BrandBoard(settings.brand), clientName: host)
        var findings: [Finding] = []
        for way in ways {
            let kind = way.channel == .email ? "e-mail by" : "text messages by"
            switch await way.check() {
            case .accepted: findings.append(.good("\(kind) \(way.name)"))
            case .refusedForNow(let trouble), .refusedForGood(let trouble):
                findings.append(.bad("\(kind) \(trouble)"))
            }
        }
        if settings.delivery.email.isEmpty { findings.append(.note(missing(.email))) }
        return findings
    }
}

extension DeliverySettings {
    /// The ways out, in the order of asking.
    func ways(of branding: BrandBoard, clientName: String) -> [any DeliveryChannel] {
        email.map { SMTPChannel($0, branding: branding, clientName: clientName) }
            + sms.map { SMSGatewayChannel($0) }
    }

    /// What operators call them.
    var names: [String] { ways(of: BrandBoard(Brand(name: "")), clientName: "").map(\.name) }
}
