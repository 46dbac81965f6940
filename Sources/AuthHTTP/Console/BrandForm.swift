import AuthDomain

/// What the console says of the brand, as fields of a form and back. Empty fields are as in the settings file.
struct BrandForm {
    private let texts: [Brand.Item: String]

    /// What was sent.
    init(_ form: Form) {
        texts = Dictionary(
            uniqueKeysWithValues: Brand.Item.allCases.map { ($0, form[$0.rawValue].trimmingSpaces()) })
    }

    /// The fields of `changes`.
    init(_ changes: Brand.Changes) {
        texts = Dictionary(uniqueKeysWithValues: Brand.Item.allCases.map { ($0, changes[$0] ?? "") })
    }

    /// What it says, or the fields that are not right.
    var changes: Result<Brand.Changes, Mistakes> {
        let said = texts.filter { !$0.value.isEmpty }
        let wrong = said.filter { Brand.Changes([$0.key: $0.value]) == nil }
        guard let changes = Brand.Changes(said) else { return .failure(Mistakes(items: Set(wrong.keys))) }
        return .success(changes)
    }

    /// Fields that are not right.
    struct Mistakes: Error {
        let items: Set<Brand.Item>
    }

    /// The fields of the page, over what the settings file says.
    func fields(over base: Brand, mistakes: Set<Brand.Item> = [], say: (Phrase) -> String) -> [FormField] {
        Brand.Item.allCases.map { item in
            let longest = Self.longest(item)
            var field = FormField(
                name: item.rawValue, label: say(BrandSentences.question(item)),
                hint: say(BrandSentences.hint(item, over: base)), value: texts[item] ?? "", longest: longest,
                problem: mistakes.contains(item) ? say(BrandSentences.mistake(item, longest: longest)) : nil)
            if item == .language {
                field.isChoice = true
                field.choices = languages(over: base, say: say)
            }
            return field
        }
    }

    private static func longest(_ item: Brand.Item) -> Int {
        switch item {
        case .name: Brand.longestName
        case .accent: 7
        case .language: 2
        case .help: Brand.longestHelp
        }
    }

    private func languages(over base: Brand, say: (Phrase) -> String) -> [FormField.Choice] {
        let tag = texts[.language] ?? ""
        let own = FormField.Choice(
            value: "", label: say(BrandSentences.hint(.language, over: base)), isChosen: tag.isEmpty)
        return [own]
            + Language.allCases.map {
                FormField.Choice(value: $0.rawValue, label: $0.ownName, isChosen: tag == $0.rawValue)
            }
    }
}
