import AuthDomain
import Foundation

/// One SMTP relay.
package struct EmailSettings: Sendable, Equatable {
    /// How the connection is protected.
    package enum Security: String, Sendable, CaseIterable {
        case starttls
        case tls
        /// On this machine only.
        case none

        fileprivate var port: Int {
            switch self {
            case .starttls: 587
            case .tls: 465
            case .none: 25
            }
        }
    }

    package var host: String
    package var port: Int
    package var security: Security
    package var username: String?
    /// Secret.
    package var password: String?
    /// The address that messages are from.
    package var sender: String
    package var caFile: String?

    /// Reads a relay; `nil` when none is configured.
    ///
    /// - Configuration keys, under `prefix`:
    ///   - `host` (text): the relay's name; without it there is no e-mail
    ///   - `security` (`starttls`, `tls` or `none`, default `starttls`); `none` for this machine only
    ///   - `port` (whole number, default 587, 465 or 25 by security, 1…65535)
    ///   - `username`, `password` (text, the latter secret): both or neither; `passwordFile` (text): a
    ///     file with the password
    ///   - `sender` (address): who messages are from
    ///   - `caFile` (text): a PEM file with the authorities to trust instead of the system's
    init?(reader: inout SettingReader, under prefix: String) {
        let host = reader.text("\(prefix).host")
        let security = reader.choice("\(prefix).security", default: Security.starttls)
        let port = reader.number("\(prefix).port", default: security.port, in: 1...65535)
        let username = reader.text("\(prefix).username")
        let password = reader.secret("\(prefix).password")
        let sender = reader.text("\(prefix).sender")
        let caFile = reader.text("\(prefix).caFile")
        guard let host else {
            if username ?? password ?? sender ?? caFile != nil {
                reader.report("\(prefix).host", "is missing, so that the others have no effect")
            }
            return nil
        }
        if host.utf8.count > 255 || !host.utf8.allSatisfy({ Self.isHostByte($0) }) {
            reader.report("\(prefix).host", "must be a host name or an address, without scheme or port")
        }
        if security == .none, !Self.isLoopback(host) {
            reader.report("\(prefix).security", "none is for a relay on this machine; use starttls or tls")
        }
        if (username == nil) != (password == nil) {
            reader.report("\(prefix).username", "and the password must be set together")
        }
        if let caFile, !FileManager.default.isReadableFile(atPath: caFile) {
            reader.report("\(prefix).caFile", "is not a readable file: \(caFile)")
        }
        if sender.flatMap(EmailAddress.check) == nil || sender?.utf8.allSatisfy({ $0 < 0x7F }) == false {
            reader.report("\(prefix).sender", "must be an e-mail address like no-reply@example.com")
        }
        self.host = host
        self.port = port
        self.security = security
        self.username = username
        self.password = password
        self.sender = sender ?? ""
        self.caFile = caFile
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F: true
        default: false
        }
    }

    /// Whether `host` is this machine.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1"
            || (host.hasPrefix("127.") && host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E })
    }
}

extension SettingReader {
    /// A secret: the text at `key`, or the first line of the file that `keyFile` names; `nil`: neither.
    mutating func secret(_ key: String) -> String? {
        let text = text(key)
        guard let file = self.text("\(key)File") else { return text }
        if text != nil { report("\(key)File", "and \(key) must not be set together") }
        guard let data = FileManager.default.contents(atPath: file), data.count <= 4096,
            let line = String(data: data, encoding: .utf8)?.split(whereSeparator: \.isNewline).first
        else {
            report("\(key)File", "is not a readable file with a secret: \(file)")
            return nil
        }
        return String(line)
    }
}
