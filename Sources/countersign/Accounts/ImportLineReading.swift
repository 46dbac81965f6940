import AuthDomain
import Foundation
import OTPCore

/// Turns lines of an import into people, or says what is wrong with them.
struct ImportLineReading {
    private let installation: Installation
    private let actor: Audit.Actor
    private let source: RequestSource
    private let decoder = JSONDecoder()

    /// The longest line that is looked at, in bytes.
    static let longestLine = 16 * 1024

    /// Reads for `installation`; all people of one run are recorded with the same reference.
    init(installation: Installation, actor: Audit.Actor = .commandLine, source: RequestSource? = nil) {
        self.installation = installation
        self.actor = actor
        self.source = source ?? installation.commandLine
    }

    /// Why a line is skipped; ``sentence`` follows “line 7”.
    struct Problem: Error {
        let kind: People.ImportProblem

        init(_ kind: People.ImportProblem) {
            self.kind = kind
        }

        var sentence: String {
            switch kind {
            case .noObject: "is not a JSON object with a username"
            case .badRecord: "has not the cells that the heading names"
            case .badUsername: "has no valid username"
            case .badEmail: "has an email that is not an address"
            case .badPhone: "has a phone that is not a number with its country code"
            case .badDisplayName: "has a displayName that is too long or has characters that nobody sees"
            case .badHash: "has a passwordHash that is not an Argon2id PHC string within limits"
            case .weakPassword: "has a password that is too weak"
            case .noPassword: "must have either password or passwordHash"
            case .badAuthenticator: "has an otpauth URI that is not valid"
            case .usernameTaken: "has a username that is taken"
            }
        }
    }

    private struct Line: Decodable {
        let username: String
        let email: String?
        let phone: String?
        let displayName: String?
        let password: String?
        let passwordHash: String?
        let otpauth: String?
    }

    /// The person on the line with this number.
    ///
    /// - Throws: ``Problem``; or what hashing a password and sealing a secret throw.
    func account(_ text: String, number: Int) async throws -> ImportedAccount {
        guard !text.isEmpty else { throw Problem(.badRecord) }
        guard text.utf8.count <= Self.longestLine,
            let line = try? decoder.decode(Line.self, from: Data(text.utf8))
        else { throw Problem(.noObject) }
        guard let username = line.username.normalizedField.flatMap({ Username($0) }) else {
            throw Problem(.badUsername)
        }
        let email = line.email?.normalizedField.flatMap { EmailAddress.check($0) }
        if line.email != nil, email == nil { throw Problem(.badEmail) }
        let phone = line.phone.flatMap { PhoneNumber($0) }
        if line.phone != nil, phone == nil {
            throw Problem(.badPhone)
        }
        guard let displayName = (line.displayName ?? line.username).normalizedField,
            People.Admission.isName(displayName)
        else { throw Problem(.badDisplayName) }
        let hash = try await hash(line)
        let uri = try line.otpauth.map { text throws(Problem) in
            guard let uri = KeyURI(parsing: text) else {
                throw Problem(.badAuthenticator)
            }
            return uri
        }
        let now = installation.clock.now
        let account = Account(
            id: Identifier(random: installation.random), username: username,
            displayName: displayName, email: email, role: .person, passwordHash: hash,
            createdAt: now, phoneNumber: phone?.text)
        let device = try uri.map { try self.device($0, of: account, at: now) }
        return ImportedAccount(
            account: account, authenticator: device,
            record: Record(entry(of: account, number: number, hasDevice: device != nil)))
    }

    private func hash(_ line: Line) async throws -> String {
        switch (line.password, line.passwordHash) {
        case (nil, let hash?):
            guard installation.hasher.understands(hash) else {
                throw Problem(.badHash)
            }
            return hash
        case (let text?, nil):
            guard let password = text.normalizedField.flatMap({ Password($0) }), password.weakness == nil else {
                throw Problem(.weakPassword)
            }
            return try await installation.hasher.hash(password.secret)
        default:
            throw Problem(.noPassword)
        }
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

    private func entry(of account: Account, number: Int, hasDevice: Bool) -> Audit.Entry {
        Audit.Entry(
            .accountAdded, account: account.id, by: actor,
            details: [
                Audit.Detail("import", "line \(number)"),
                Audit.Detail("authenticator", hasDevice ? "yes" : "no"),
            ],
            at: account.createdAt, source: source)
    }
}

extension String {
    /// The text in form C; `nil` when it is longer than any field may be, for the work grows with its square.
    fileprivate var normalizedField: String? { utf8.count <= 2048 ? normalized : nil }
}
