extension Delivery {
    /// What a message says. Stored sealed: it may carry a PIN, or a link that acts.
    package struct Content: Sendable, Equatable {
        /// One line; empty for text messages.
        package let subject: String
        /// The plain text, lines separated by line feeds.
        package let text: String
        /// The same for readers of e-mail who see HTML; `nil`: there is none.
        package let html: String?

        /// What a message says.
        package init(subject: String, text: String, html: String? = nil) {
            self.subject = subject
            self.text = text
            self.html = html
        }

        /// Encrypts the content for the outbox row `id`.
        package func sealed(
            for id: Identifier<Message>, by sealer: any Sealing
        ) throws(SealError) -> [UInt8] {
            try sealer.seal(SecretBytes(bytes), for: Self.context(id))
        }

        /// Decrypts the content of the outbox row `id`.
        ///
        /// - Throws: ``SealError/refused`` also when what was sealed is no content.
        package init(
            opening sealed: [UInt8], of id: Identifier<Message>, by sealer: any Sealing
        ) throws(SealError) {
            let opened = try sealer.open(sealed, for: Self.context(id))
            guard let content = Content(bytes: opened.bytes) else { throw .refused }
            self = content
        }

        private static func context(_ id: Identifier<Message>) -> SealContext {
            SealContext(table: "outbox", column: "content", row: id.text)
        }
    }
}

extension Delivery.Content {
    /// The format: a byte that says it, then two or three texts, each behind its length (4 bytes, big-endian).
    private static let version: UInt8 = 1

    private var bytes: [UInt8] {
        var bytes = [Self.version]
        for part in [subject, text] + (html.map { [$0] } ?? []) {
            let encoded = Array(part.utf8)
            for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: encoded.count >> shift)) }
            bytes += encoded
        }
        return bytes
    }

    private init?(bytes: [UInt8]) {
        guard bytes.first == Self.version else { return nil }
        var rest = bytes.dropFirst()
        var parts: [String] = []
        while !rest.isEmpty {
            guard parts.count < 3, rest.count >= 4 else { return nil }
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard rest.count >= length, let part = String(validating: rest.prefix(length), as: UTF8.self)
            else { return nil }
            parts.append(part)
            rest = rest.dropFirst(length)
        }
        guard parts.count >= 2 else { return nil }
        self.init(subject: parts[0], text: parts[1], html: parts.count == 3 ? parts[2] : nil)
    }
}
