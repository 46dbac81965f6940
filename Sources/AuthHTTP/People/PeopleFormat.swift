import AuthDomain

/// How the list of people is written to a file.
package enum PeopleFormat: String, Sendable, CaseIterable {
    /// RFC 4180: a line of headings, CRLF, every field in quotation marks.
    case csv
    /// One JSON object per line.
    case json

    var contentType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8; header=present"
        case .json: "application/jsonl; charset=utf-8"
        }
    }

    var fileExtension: String { self == .csv ? "csv" : "jsonl" }

    /// What stands before the first person.
    package var header: [UInt8] {
        switch self {
        case .csv: CSV.row(Self.columns)
        case .json: []
        }
    }

    private static let columns = [
        "id", "username", "display_name", "email", "role", "disabled", "locked", "frozen_until",
        "re_registration", "devices", "last_used_at", "created_at",
    ]

    /// One person, with the line break.
    package func line(_ person: People.Person) -> [UInt8] {
        switch self {
        case .csv: CSV.row(Self.texts(person).map { $0 ?? "" })
        case .json: Self.object(person)
        }
    }

    /// The values of ``columns``.
    private static func texts(_ person: People.Person) -> [String?] {
        func time(_ instant: Instant?) -> String? { instant.map { Moment($0).iso } }
        return [
            person.id.text, person.username.text, person.displayName, person.email,
            person.role.rawValue, String(person.isDisabled), String(person.isLocked),
            time(person.frozenUntil), String(person.isReRegistering), String(person.devices),
            time(person.lastUsedAt), time(person.createdAt),
        ]
    }

    private static func object(_ person: People.Person) -> [UInt8] {
        var writer = JSONTextWriter()
        for (index, (name, value)) in zip(columns, texts(person)).enumerated() {
            writer.append(raw: index == 0 ? "{" : ",")
            writer.append(text: name)
            writer.append(raw: ":")
            switch (name, value) {
            case ("devices", _): writer.append(number: person.devices)
            case ("disabled", "true"), ("locked", "true"), ("re_registration", "true"): writer.append(raw: "true")
            case ("disabled", _), ("locked", _), ("re_registration", _): writer.append(raw: "false")
            case (_, let text?): writer.append(text: text)
            case (_, nil): writer.append(raw: "null")
            }
        }
        writer.append(raw: "}\n")
        return writer.bytes
    }
}
