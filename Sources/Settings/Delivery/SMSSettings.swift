import Foundation

/// One gateway for text messages.
package struct SMSSettings: Sendable, Equatable {
    /// Whose way of asking is used.
    package enum Provider: String, Sendable, CaseIterable {
        /// `POST {baseURL}/sms/3/messages`.
        case infobip
        /// As `url`, `headers` and `body` say.
        case template
    }

    package var provider: Provider
    /// Infobip's base address or the template's whole address.
    package var url: String
    /// Infobip's key; secret.
    package var apiKey: String?
    /// The number or name that texts come from.
    package var sender: String
    /// The template's headers, `Name: value`; may hold secrets.
    package var headers: [String]
    /// The template's body of JSON.
    package var body: String?
    package var caFile: String?

    /// Reads a gateway; `nil` when none is configured.
    ///
    /// - Configuration keys, under `prefix`:
    ///   - `provider` (`infobip` or `template`): without it there are no text messages
    ///   - `sender` (text): the number or name that texts come from
    ///   - `baseURL`, `apiKey` (text, the latter secret; or `apiKeyFile`): for Infobip
    ///   - `url`, `headers` (list of `Name: value`, secret), `body` (JSON with `{{to}}` or `{{number}}`,
    ///     `{{text}}`, `{{sender}}`, `{{id}}`): for a template
    ///   - `caFile` (text): a PEM file with the authorities to trust instead of the system's
    init?(reader: inout SettingReader, under prefix: String) {
        let name = reader.text("\(prefix).provider")
        let sender = reader.text("\(prefix).sender")
        let baseURL = reader.text("\(prefix).baseURL")
        let apiKey = reader.secret("\(prefix).apiKey")
        let url = reader.text("\(prefix).url")
        let headers = reader.list("\(prefix).headers")
        let body = reader.text("\(prefix).body")
        let caFile = reader.text("\(prefix).caFile")
        guard let name else {
            if sender ?? baseURL ?? apiKey ?? url ?? body ?? caFile != nil || !headers.isEmpty {
                reader.report("\(prefix).provider", "is missing, so that the others have no effect")
            }
            return nil
        }
        provider = Provider(rawValue: name) ?? .template
        self.sender = sender ?? ""
        self.apiKey = apiKey
        self.headers = headers
        self.body = body
        self.caFile = caFile
        self.url = (provider == .infobip ? baseURL : url) ?? ""
        guard Provider(rawValue: name) != nil else {
            reader.report("\(prefix).provider", "must be one of infobip, template, and is “\(name)”")
            return
        }
        report(to: &reader, under: prefix)
    }

    /// Says what is wrong.
    private func report(to reader: inout SettingReader, under prefix: String) {
        let key = provider == .infobip ? "\(prefix).baseURL" : "\(prefix).url"
        if !Self.isSecure(url) {
            reader.report(key, "must be like https://…; http is for this machine only")
        }
        if sender.isEmpty || sender.count > 64 || sender.contains(where: \.isNewline) {
            reader.report("\(prefix).sender", "must be the number or name that texts come from")
        }
        if let caFile, !FileManager.default.isReadableFile(atPath: caFile) {
            reader.report("\(prefix).caFile", "is not a readable file: \(caFile)")
        }
        switch provider {
        case .infobip:
            if apiKey?.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) != true {
                reader.report("\(prefix).apiKey", "must be the key of the account: printable, without spaces")
            }
        case .template:
            for header in headers where !Self.isHeader(header) {
                reader.report("\(prefix).headers", "must be like “Name: value”, and one is not")
            }
            if !Self.isTemplate(body ?? "") {
                reader.report(
                    "\(prefix).body", "must be JSON with {{to}} or {{number}} and {{text}} inside its texts")
            }
        }
    }

    private static func isSecure(_ url: String) -> Bool {
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let parts = URLComponents(string: url),
            let host = parts.host, !host.isEmpty, parts.user == nil
        else { return false }
        let plain = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        return parts.scheme == "https" || (parts.scheme == "http" && EmailSettings.isLoopback(plain))
    }

    private static func isHeader(_ line: String) -> Bool {
        guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else { return false }
        return line[..<colon].utf8.allSatisfy { (0x21...0x7E).contains($0) }
            && line.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// Whether what stands for the values may be replaced by any text and the body stays JSON.
    private static func isTemplate(_ body: String) -> Bool {
        guard body.contains("{{text}}"), body.contains("{{to}}") || body.contains("{{number}}") else {
            return false
        }
        var sample = body
        for name in ["to", "number", "text", "sender", "id"] {
            // A quotation mark that is escaped stays one only inside a text.
            sample = sample.replacing("{{\(name)}}", with: "a\\\"b")
        }
        return (try? JSONSerialization.jsonObject(with: Data(sample.utf8))) is [String: Any]
    }
}
