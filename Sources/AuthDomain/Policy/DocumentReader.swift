extension Policy {
    /// What is wrong with a document, and where, as in `groups[0].rules.deviceLimit`.
    package struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
        package let place: String
        package let what: String

        /// At `place`, `what` is wrong.
        package init(_ place: String, _ what: String) {
            self.place = place
            self.what = what
        }

        package var description: String { place.isEmpty ? what : "\(place): \(what)" }
    }

    /// All that is wrong with a document.
    package struct Problems: Error, Sendable, Equatable {
        package let all: [Problem]
    }
}

extension Policy.Document {
    /// Most groups, and most people, with rules of their own.
    package static let mostLayers = 200

    /// Reads a document (`docs/policy.md`), strictly: every problem at once.
    package static func read(
        _ bytes: [UInt8], calendar: any CalendarReckoning
    ) -> Result<Policy.Document, Policy.Problems> {
        switch JSONParser.parse(bytes) {
        case .failure(let failure):
            return .failure(Policy.Problems(all: [Policy.Problem("line \(failure.line)", failure.what)]))
        case .success(let value):
            var reader = Policy.DocumentReader(calendar: calendar)
            let document = reader.document(value)
            return reader.problems.isEmpty
                ? .success(document) : .failure(Policy.Problems(all: Array(reader.problems.prefix(50))))
        }
    }
}

extension Policy {
    /// Turns JSON into a document and gathers what is wrong on the way.
    struct DocumentReader {
        let calendar: any CalendarReckoning
        private(set) var problems: [Problem] = []

        init(calendar: any CalendarReckoning) { self.calendar = calendar }

        mutating func report(_ place: String, _ what: String) {
            problems.append(Problem(place, what))
        }

        mutating func document(_ value: JSONValue) -> Document {
            var document = Document()
            for (name, value) in members(value, "", known: ["everyone", "groups", "people"]) {
                switch name {
                case "everyone": document.everyone = rules(value, name)
                case "groups":
                    document.groups = layers(value, name, key: "group", GroupName.init).map(GroupRules.init)
                    if Set(document.groups.map(\.group)).count < document.groups.count {
                        report(name, "a group comes twice")
                    }
                default:
                    document.people = layers(value, name, key: "person", Username.init).map(PersonRules.init)
                    if Set(document.people.map(\.person.key)).count < document.people.count {
                        report(name, "a person comes twice")
                    }
                }
            }
            return document
        }

        private mutating func layers<Name>(
            _ value: JSONValue, _ place: String, key: String, _ read: (String) -> Name?
        ) -> [(Name, Rules)] {
            guard case .list(let entries) = value, entries.count <= Document.mostLayers else {
                report(place, "must be a list of at most \(Document.mostLayers)")
                return []
            }
            var layers: [(Name, Rules)] = []
            for (index, entry) in entries.enumerated() {
                let place = "\(place)[\(index)]"
                var name: Name?
                var rules = Rules()
                for (member, value) in members(entry, place, known: [key, "rules"]) {
                    if member == "rules" {
                        rules = self.rules(value, place + ".rules")
                    } else if case .text(let text) = value {
                        name = read(text)
                    }
                }
                if let name { layers.append((name, rules)) } else { report(place + "." + key, "must be a name") }
            }
            return layers
        }

        mutating func members(
            _ value: JSONValue, _ place: String, known: [String]
        ) -> [(String, JSONValue)] {
            guard let members = value.members else {
                report(place, "must be an object in braces")
                return []
            }
            return members.compactMap { member in
                guard known.contains(member.name) else {
                    let shown = member.name.bounded(to: 40).withoutControls
                    report(
                        place.isEmpty ? shown : place + "." + shown,
                        "is not known here; known are \(known.joined(separator: ", "))")
                    return nil
                }
                return (member.name, member.value)
            }
        }
    }
}
