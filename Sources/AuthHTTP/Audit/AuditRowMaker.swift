import AuthDomain

/// Puts entries of the audit log into words, looking each person up once.
struct AuditRowMaker {
    let accounts: any AccountStore
    let say: (Phrase) -> String
    /// The reader is told from which address and browser something came.
    let showsOrigin: Bool
    private var known: [String: Account?] = [:]
    /// Facts that are an address or a browser themselves.
    private static let originFacts: Set = ["new address", "browser"]

    init(accounts: any AccountStore, showsOrigin: Bool, say: @escaping (Phrase) -> String) {
        self.accounts = accounts
        self.showsOrigin = showsOrigin
        self.say = say
    }

    /// The rows of `entries`, in their order.
    mutating func rows(_ entries: [Audit.ChainedEntry]) async throws -> [AuditPage.Row] {
        var rows: [AuditPage.Row] = []
        for entry in entries { rows.append(try await row(entry)) }
        return rows
    }

    private mutating func row(_ entry: Audit.ChainedEntry) async throws -> AuditPage.Row {
        let fields = entry.fields
        let facts = Self.facts(fields.details)
        let person = try await account(entry.chain)
        let origin = [fields.address, fields.userAgent].filter { !$0.isEmpty }.joined(separator: " · ")
        return AuditPage.Row(
            moment: Moment(fields.at), title: title(fields.action, facts), action: fields.action,
            person: person?.nameAndUsername,
            path: person.map { StaffAction.path(of: $0.id) },
            actor: try await actor(fields.actor),
            facts: facts.filter { showsOrigin || !Self.originFacts.contains($0.name) }.map {
                "\($0.name): \(Self.value($0))"
            },
            origin: showsOrigin && !origin.isEmpty ? origin : nil, reference: fields.reference)
    }

    /// Why something was refused, in a sentence, or the action's name.
    private func title(_ name: String, _ facts: [Audit.Detail]) -> String {
        guard let action = Audit.Action(rawValue: name), Console.refusals.contains(action) else {
            return name
        }
        func fact(_ name: String) -> String? { facts.first { $0.name == name }?.value }
        if action == .codeRefused, fact("reason") == "used", let device = fact("device") {
            if let last = fact("last_used_at").flatMap({ Int64($0) }) {
                return say(
                    Phrase(
                        "Code that “\(device)” had used already, on \(Moment(Instant(milliseconds: last)))"))
            }
            return say(Phrase("Code that “\(device)” had used already"))
        }
        if action == .codeRefused, let seconds = fact("clock_off_seconds").flatMap({ Int($0) }) {
            let device = fact("device") ?? ""
            return say(Phrase("Code of “\(device)”, whose clock is \(seconds) seconds off"))
        }
        return say(OverviewSentences.reason(action, fact("reason") ?? ""))
    }

    private mutating func account(_ chain: String) async throws -> Account? {
        if let account = known[chain] { return account }
        var found: Account?
        if let id = Identifier<Account>(chain) { found = try await accounts.account(id) }
        known[chain] = .some(found)
        return found
    }

    private mutating func actor(_ text: String) async throws -> String {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        if parts.count == 2, let staff = try await account(parts[1]) {
            return staff.nameAndUsername
        }
        return switch text {
        case Audit.Actor.person.text: say(Phrase("the person"))
        case Audit.Actor.system.text: say(Phrase("the server"))
        case Audit.Actor.commandLine.text: say(Phrase("whoever runs the server"))
        default: text
        }
    }

    private static func facts(_ details: String) -> [Audit.Detail] {
        details.split(separator: "\u{1F}").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 ? Audit.Detail(String(parts[0]), String(parts[1])) : nil
        }
    }

    private static func value(_ fact: Audit.Detail) -> String {
        guard fact.name.hasSuffix("_at"), let milliseconds = Int64(fact.value) else { return fact.value }
        return Moment(Instant(milliseconds: milliseconds)).iso
    }
}

extension Account {
    /// How the console names somebody among others.
    var nameAndUsername: String { "\(displayName) (\(username.text))" }
}
