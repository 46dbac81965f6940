import AuthDomain

/// What the console says of the brand, as fields of a form and back. Empty fields are as in the settings file.
struct BrandForm {
    private let values: [String: String]

    /// What was sent.
    init(_ form: Form) {
        values = Dictionary(
            uniqueKeysWithValues: Brand.Changes().members.map { member in
                (member.name, (NormalText.read(form[member.name]) ?? form[member.name]).trimmingSpaces())
            })
    }

    /// The fields of `changes`.
    init(_ changes: Brand.Changes) {
        values = Dictionary(uniqueKeysWithValues: changes.members.map { ($0.name, $0.value ?? "") })
    }

    /// What it says, or the names of the fields that are not right.
    var changes: Result<Brand.Changes, Mistakes> {
        let mistakes = values.filter { !$0.value.isEmpty && Brand.Changes([$0.key: $0.value]) == nil }
        guard mistakes.isEmpty, let changes = Brand.Changes(values.filter { !$0.value.isEmpty }) else {
            return .failure(Mistakes(names: Set(mistakes.keys)))
        }
        return .success(changes)
    }

    /// Fields that are not right.
    struct Mistakes: Error {
        let names: Set<String>
    }

    /// The fields of the page, over what the settings file says.
    func fields(over base: Brand, mistakes: Set<String> = [], say: (Phrase) -> String) -> [FormField] {
        func field(_ name: String, _ hint: Phrase?, longest: Int, problem: Phrase) -> FormField {
            FormField(
                name: name, label: say(BrandSentences.question(name)), hint: hint.map(say) ?? "",
                value: values[name] ?? "", longest: longest, problem: mistakes.contains(name) ? say(problem) : nil)
        }
        func line(_ name: String, _ hint: Phrase, longest: Int) -> FormField {
            field(
                name, hint, longest: longest,
                problem: Phrase("At most \(longest) characters, all of which can be seen."))
        }
        var language = field("language", nil, longest: 2, problem: Phrase("Check this value."))
        language.isChoice = true
        language.choices =
            [
                FormField.Choice(
                    value: "", label: say(Phrase("as in the settings file: \(base.language.ownName)")),
                    isChosen: values["language"] == "")
            ]
            + Language.allCases.map {
                FormField.Choice(value: $0.rawValue, label: $0.ownName, isChosen: values["language"] == $0.rawValue)
            }
        return [
            line("name", Phrase("Empty: as in the settings file, “\(base.name)”."), longest: 64),
            field(
                "accent", Phrase("Such as #2456c7. Empty: as in the settings file."), longest: 7,
                problem: Phrase("Type a colour such as #2456c7.")),
            language,
            line(
                "help", Phrase("One line on every page and in every e-mail, such as “IT help desk, +49 30 123456”."),
                longest: 200),
        ]
    }
}
