/// One question of a form that has many (`form-field.mustache`).
struct FormField: Sendable {
    /// One of a few answers to choose from.
    struct Choice: Sendable {
        var value: String
        var label: String
        var isChosen: Bool
    }

    var name: String
    var label: String
    var hint: String
    var value: String
    /// Not empty: the answers to choose from; otherwise something is typed.
    var choices: [Choice] = []
    var isChoice = false
    var isLong = false
    /// Least and most of a number.
    var least: Int?
    var most: Int?
    var isNumber = false
    var isDate = false
    /// Characters at most; `nil`: as many as one likes.
    var longest: Int?
    var isRequired = false
    /// What is wrong with it.
    var problem: String?
}
