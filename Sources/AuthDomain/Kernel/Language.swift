/// A language that messages and pages exist in.
package enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case german = "de"
    case croatian = "hr"
}
