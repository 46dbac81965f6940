import AuthDomain
import Cryptography
import OTPCore

/// Plausible values for tests; each function lets a test say only what matters to it.
package enum Sample {
    /// 2027-01-15T08:00:00Z, the start of a 30-second step.
    package static let morning = Instant(milliseconds: 1_800_000_000_000)
    /// Where test requests come from.
    package static let source = RequestSource(
        address: "192.0.2.7", userAgent: "Test/1.0", reference: "T-1")
    /// The client of test phones.
    package static let clientID = "countersign-app"
    /// The public address of test deployments.
    package static let origin = "https://id.example.com"

    private static let random = SystemRandomness()

    /// A value that a test knows to be there.
    package static func required<Value>(
        _ value: Value?, _ what: StaticString = "sample"
    ) -> Value {
        guard let value else { preconditionFailure("not a valid \(what)") }
        return value
    }

    /// A fresh identifier.
    package static func id<Entity>(_: Entity.Type = Entity.self) -> Identifier<Entity> {
        Identifier(random: random)
    }

    /// Two factors, proved.
    package static let proof = SignIn.Proof(.twoFactor, .passwordAndCode)

    /// 32 bytes that stand for a hash; the same for the same `seed`.
    package static func hash(_ seed: String) -> [UInt8] {
        LibraryDigest().sha256(Array(seed.utf8))
    }

    /// The thumbprint of an imagined DPoP key.
    package static func thumbprint(_ seed: String = "phone") -> String {
        Base64URL.encode(hash("thumbprint " + seed))
    }

    /// A person who has an address.
    package static func account(
        _ username: String = "maria", email: String? = "maria@example.com",
        role: Account.Role = .person, passwordHash: String = "hash", isDisabled: Bool = false
    ) -> Account {
        Account(
            id: id(), username: required(Username(username), "username"),
            displayName: "Sample of " + username, email: email, role: role,
            isDisabled: isDisabled, passwordHash: passwordHash, createdAt: morning)
    }

    /// An audit entry, by the person.
    package static func entry(
        _ action: Audit.Action, _ account: Identifier<Account>?, at: Instant = morning
    ) -> Audit.Entry {
        Audit.Entry(
            action, account: account, by: .person, details: [Audit.Detail("why", "test")],
            at: at, source: source)
    }

    /// An audit entry with the messages it causes.
    package static func record(
        _ action: Audit.Action, _ account: Account?, messages: [Delivery.Message] = []
    ) -> Record {
        Record(entry(action, account?.id), telling: Delivery.Notification(messages: messages))
    }

    /// A record that no store can commit: its message is for nobody.
    package static func impossibleRecord(
        _ action: Audit.Action, _ account: Account?
    ) -> Record {
        record(action, account, messages: [message(for: id())])
    }

    /// What seals and opens the messages of tests.
    package static let sealer = AESSealer(
        ring: required(Keyring([KeyEncryptionKey(random: random)]), "key ring"))

    /// A message for `account`.
    package static func message(
        for account: Identifier<Account>, subject: String = "Hello", at: Instant = morning,
        channel: Delivery.Channel = .email, recipient: String? = nil, kind: Delivery.Kind = .notice,
        life: Duration = Delivery.Message.noticeLife
    ) -> Delivery.Message {
        Delivery.Message(
            id: id(), account: account, kind: kind, event: "test", channel: channel,
            recipient: recipient ?? (channel == .email ? "maria@example.com" : "+385911234567"),
            content: Delivery.Content(subject: subject, text: "Line one\nLine two", html: "<p>Line</p>"),
            createdAt: at, expiresAt: at + life, sealer: sealer)
    }
}
