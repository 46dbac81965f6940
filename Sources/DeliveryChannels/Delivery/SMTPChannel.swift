import AuthDomain
import CCurl

/// E-mail through an SMTP relay (RFC 5321), by libcurl.
package struct SMTPChannel: DeliveryChannel {
    /// How the connection is protected.
    package enum Security: String, Sendable, CaseIterable {
        /// Plain at first, then TLS (RFC 3207), or not at all.
        case starttls
        /// TLS from the first byte (RFC 8314).
        case tls
        /// None; for relays on the same machine.
        case none
    }

    /// Where the relay is and who signs in to it.
    package struct Configuration: Sendable {
        package let host: String
        package let port: Int
        package let security: Security
        /// `nil`: without signing in.
        package let username: String?
        package let password: SecretBytes?
        /// A PEM file with the authorities to trust; `nil`: the system's.
        package let authorities: String?
        /// The address that messages are from.
        package let sender: String
        /// The name beside it, asked anew for each message.
        package let senderName: @Sendable () -> String
        /// How this server introduces itself (`EHLO`): its own host name.
        package let clientName: String

        /// A relay.
        package init(
            host: String, port: Int, security: Security, username: String? = nil,
            password: SecretBytes? = nil, authorities: String? = nil, sender: String,
            senderName: @escaping @Sendable () -> String, clientName: String
        ) {
            self.host = host
            self.port = port
            self.security = security
            self.username = username
            self.password = password
            self.authorities = authorities
            self.sender = sender
            self.senderName = senderName
            self.clientName = clientName
        }
    }

    private let configuration: Configuration

    /// Sends through the relay of `configuration`.
    package init(_ configuration: Configuration) {
        self.configuration = configuration
    }

    /// E-mail.
    package var channel: Delivery.Channel { .email }

    /// The relay's host and port.
    package var name: String { "\(configuration.host):\(configuration.port)" }

    package func deliver(_ message: Delivery.Message, within span: Duration) async -> Delivery.Verdict {
        let sender = MailMessage.Sender(address: configuration.sender, name: configuration.senderName())
        guard let mail = MailMessage(message, from: sender) else {
            return .refusedForGood(Delivery.Trouble("the address has characters that this relay may not get"))
        }
        let settings =
            connection(within: span) + [
                .text(CURLOPT_MAIL_FROM, "<\(configuration.sender)>"),
                .list(CURLOPT_MAIL_RCPT, ["<\(message.recipient)>"]),
                .number(CURLOPT_UPLOAD, 1), .number(CURLOPT_INFILESIZE, mail.bytes.count),
            ]
        return SMTPVerdict.of(
            await CurlTransfer(settings: settings, upload: mail.bytes).run(), name: name)
    }

    package func check() async -> Delivery.Verdict {
        let settings =
            connection(within: .seconds(15)) + [
                .text(CURLOPT_CUSTOMREQUEST, "NOOP"), .number(CURLOPT_NOBODY, 1),
            ]
        return SMTPVerdict.of(await CurlTransfer(settings: settings, upload: nil).run(), name: name)
    }

    private func connection(within span: Duration) -> [CurlHandle.Setting] {
        let scheme = configuration.security == .tls ? "smtps" : "smtp"
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        var settings: [CurlHandle.Setting] =
            [
                .text(CURLOPT_URL, "\(scheme)://\(host):\(configuration.port)/\(configuration.clientName)"),
                .text(CURLOPT_PROTOCOLS_STR, "smtp,smtps"), .text(CURLOPT_PROXY, ""),
            ] + CurlHandle.protected(by: configuration.authorities, within: span)
        // STARTTLS or nothing: a relay that does not offer it gets neither password nor message.
        if configuration.security == .starttls {
            settings.append(.number(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)))
        }
        if let username = configuration.username {
            let password = configuration.password.map { String(decoding: $0.bytes, as: UTF8.self) }
            settings += [.text(CURLOPT_USERNAME, username), .text(CURLOPT_PASSWORD, password ?? "")]
        }
        return settings
    }
}

/// What the end of an SMTP transfer means for the message.
enum SMTPVerdict {
    /// Only what a relay says with 5xx to this recipient or this message is for good. Everything else is
    /// the network's, the relay's or the operator's trouble, and may be mended before the deadline.
    static func of(_ outcome: CurlTransfer.Outcome, name: String) -> Delivery.Verdict {
        if outcome.code == CURLE_OK { return .accepted(by: name) }
        if (500...599).contains(outcome.status), outcome.command == "RCPT" || outcome.command == "DATA" {
            return .refusedForGood(
                Delivery.Trouble("\(name) answered \(outcome.status) to \(outcome.command)"))
        }
        return .refusedForNow(Delivery.Trouble("\(name): \(sentence(outcome))"))
    }

    private static func sentence(_ outcome: CurlTransfer.Outcome) -> String {
        switch outcome.code {
        case CURLE_COULDNT_RESOLVE_HOST: "there is no host of that name"
        case CURLE_COULDNT_CONNECT: "nobody answers at that port"
        case CURLE_OPERATION_TIMEDOUT: "no answer in time"
        case CURLE_PEER_FAILED_VERIFICATION:
            "the relay's certificate is not trusted, or is for another name (caFile names a private authority)"
        case CURLE_SSL_CACERT_BADFILE: "caFile is not a readable file of certificates"
        case CURLE_USE_SSL_FAILED: "the relay does not offer STARTTLS"
        case CURLE_SSL_CONNECT_ERROR:
            "TLS could not be agreed on (starttls and tls have different ports; or the certificate is not trusted)"
        case CURLE_LOGIN_DENIED: "the relay refuses username or password"
        default:
            outcome.status >= 400
                ? "answered \(outcome.status) to \(outcome.command)" : outcome.words
        }
    }
}
