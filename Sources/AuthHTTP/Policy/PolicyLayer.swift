import AuthDomain

/// One layer of a document, as the editor's addresses name it.
enum PolicyLayer: Equatable {
    case everyone
    case group(Policy.GroupName)
    case person(Username)

    /// The layer of the form or query values `kind` and `name`.
    init?(kind: String, name: String) {
        switch kind {
        case "everyone": self = .everyone
        case "group":
            guard let group = Policy.GroupName(name) else { return nil }
            self = .group(group)
        case "person":
            guard let person = Username(name) else { return nil }
            self = .person(person)
        default: return nil
        }
    }

    var kind: String {
        switch self {
        case .everyone: "everyone"
        case .group: "group"
        case .person: "person"
        }
    }

    /// The name of the group or person; empty for everyone.
    var name: String {
        switch self {
        case .everyone: ""
        case .group(let group): group.text
        case .person(let person): person.text
        }
    }

    /// What people read.
    var title: Phrase {
        switch self {
        case .everyone: Phrase("Everyone")
        case .group(let group): Phrase("Group \(group.text)")
        case .person(let person): Phrase("Person \(person.text)")
        }
    }

    /// The path of its form.
    var path: String { "/admin/policy/layer?kind=\(kind)&name=\(LocalPath.encode(name))" }

    /// Its rules in `document`; `nil`: the document does not have the layer.
    func rules(in document: Policy.Document) -> Policy.Rules? {
        switch self {
        case .everyone: document.everyone
        case .group(let group): document.groups.first { $0.group == group }?.rules
        case .person(let person): document.people.first { $0.person.key == person.key }?.rules
        }
    }

    /// `document` with `rules` in this layer; `nil` takes the layer out. A new group comes last.
    func set(_ rules: Policy.Rules?, in document: Policy.Document) -> Policy.Document {
        var document = document
        switch self {
        case .everyone: document.everyone = rules ?? Policy.Rules()
        case .group(let group):
            let index = document.groups.firstIndex { $0.group == group }
            if let index { document.groups.remove(at: index) }
            if let rules {
                document.groups.insert(Policy.GroupRules(group, rules), at: index ?? document.groups.count)
            }
        case .person(let person):
            document.people.removeAll { $0.person.key == person.key }
            if let rules { document.people.append(Policy.PersonRules(person, rules)) }
        }
        return document
    }
}
