extension Policy {
    /// One answer that differs between two documents.
    package struct Difference: Sendable, Equatable {
        /// Such as `everyone.deviceLimit` or `groups.sales.app`.
        package let place: String
        /// `nil`: it was not decided.
        package let before: String?
        /// `nil`: it is not decided any more.
        package let after: String?
    }
}

extension Policy.Document {
    /// What changes from this document to `other`, in the order of places.
    package func differences(to other: Policy.Document) -> [Policy.Difference] {
        let before = answers
        let after = other.answers
        return Set(before.keys).union(after.keys).sorted().compactMap { place in
            before[place] == after[place]
                ? nil : Policy.Difference(place: place, before: before[place], after: after[place])
        }
    }

    private var answers: [String: String] {
        var answers: [String: String] = [:]
        func add(_ rules: Policy.Rules, _ place: String) {
            for member in rules.json.members ?? [] {
                answers[place + "." + member.name] = Self.line(member.value)
            }
        }
        add(everyone, "everyone")
        for group in groups { add(group.rules, "groups." + group.group.text) }
        for person in people { add(person.rules, "people." + person.person.key) }
        if !groups.isEmpty { answers["groups"] = groups.map(\.group.text).joined(separator: ", ") }
        return answers
    }

    private static func line(_ value: JSONValue) -> String {
        switch value {
        case .object(let members): members.map { line($0.value) }.joined(separator: " ")
        case .list(let values): values.isEmpty ? "-" : values.map(line).joined(separator: ", ")
        case .text(let text): text
        case .flag, .number, .null: value.formatted
        }
    }
}
