import AuthDomain

/// Texts in templates: `[[Sign in]]` stands for the catalogue's text of that key.
///
/// They are put in once, before a template is parsed, so a page costs nothing more in any language.
/// Both keys and texts may hold the template's own tags: `[[Sign in to {{frame.brand}}]]`.
enum TemplateTexts {
    /// `template` with every text in `language`.
    static func fill(_ template: String, from catalogue: Catalogue, in language: Language) -> String {
        var result = ""
        var rest = template[...]
        while let start = rest.firstRange(of: "[["), let end = rest[start.upperBound...].firstRange(of: "]]") {
            result += rest[..<start.lowerBound]
            result += catalogue.text(
                ofTemplate: String(rest[start.upperBound..<end.lowerBound]), in: language)
            rest = rest[end.upperBound...]
        }
        return result + rest
    }
}
