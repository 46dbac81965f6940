import AuthDomain
import Foundation
import OTPCore

/// Collects lines of an import and adds them some hundred at a time, each batch whole or not at all.
struct ImportBatch {
    private let installation: Installation
    private var waiting: [(number: Int, item: ImportedAccount)] = []
    /// People added so far.
    private(set) var added = 0
    /// Lines that were not added.
    private(set) var skipped = 0

    init(installation: Installation) {
        self.installation = installation
    }

    private struct Line: Decodable {
        let username: String
        let email: String?
        let displayName: String?
        let password: String?
        let passwordHash: String?
        let otpauth: String?
    }

    /// Takes one line; what is wrong with it goes to standard error.
    mutating func take(_ text: String, number: Int) async throws {
        guard text.utf8.count <= 16 * 1024,
            let line = try? JSONDecoder().decode(Line.self, from: Data(text.utf8))
        else { return skip(number, "is not a JSON object with a username") }
        guard let username = Username(line.username.normalized) else {
            return skip(number, "has no valid username")
        }
        let email = line.email.flatMap { EmailAddress.check($0.normalized) }
        if line.email != nil, email == nil {
            return skip(number, "has an email that is not an address")
        }
        guard let hash = try await hash(line, number) else { return }
        guard let authenticator = authenticator(line, number) else { return }
        let now = installation.clock.now
        let account = Account(
            id: Identifier(random: installation.random), username: username,
            displayName: (line.displayName ?? line.username).normalized, email: email,
            role: .person, passwordHash: hash, createdAt: now)
        let device = try authenticator.map { try self.device($0, of: account, at: now) }
        let entry = Audit.Entry(
            .accountAdded, account: account.id, by: .commandLine,
            details: [
                Audit.Detail("import", "line \(number)"),
                Audit.Detail("authenticator", device == nil ? "no" : "yes"),
            ],
            at: now, source: installation.commandLine)
        waiting.append(
            (number, ImportedAccount(account: account, authenticator: device, record: Record(entry))))
        if waiting.count == 500 { try await flush() }
    }

    /// Adds what waits.
    mutating func flush() async throws {
        guard !waiting.isEmpty else { return }
        let results = try await installation.accounts.add(waiting.map(\.item))
        for (line, wasAdded) in zip(waiting, results) {
            if wasAdded {
                added += 1
            } else {
                skip(line.number, "has a username that is taken")
            }
        }
        waiting = []
    }

    private mutating func skip(_ number: Int, _ reason: String) {
        skipped += 1
        Progress.say("line \(number) \(reason)")
    }

    private mutating func hash(_ line: Line, _ number: Int) async throws -> String? {
        switch (line.password, line.passwordHash) {
        case (nil, let hash?):
            if installation.hasher.understands(hash) { return hash }
            skip(number, "has a passwordHash that is not an Argon2id PHC string within limits")
        case (let text?, nil):
            guard let password = Password(text.normalized), password.weakness == nil else {
                skip(number, "has a password that is too weak")
                return nil
            }
            return try await installation.hasher.hash(password.secret)
        default:
            skip(number, "must have either password or passwordHash")
        }
        return nil
    }

    /// `nil`: skipped; `.some(nil)`: the line has none.
    private mutating func authenticator(_ line: Line, _ number: Int) -> KeyURI?? {
        guard let text = line.otpauth else { return .some(nil) }
        guard let uri = KeyURI(parsing: text) else {
            skip(number, "has an otpauth URI that is not valid")
            return nil
        }
        return .some(uri)
    }

    private func device(_ uri: KeyURI, of account: Account, at now: Instant) throws -> Device {
        let id = Identifier<Device>(random: installation.random)
        let sealed = try installation.sealer.seal(
            SecretBytes(uri.secret), for: Device.sealContext(id))
        return Device(
            id: id, account: account.id, kind: .authenticator, name: "Authenticator app",
            model: "", thumbprint: nil, parameters: uri.parameters, sealedSecret: sealed,
            lastStep: nil, registeredAt: now, lastUsedAt: nil)
    }
}
