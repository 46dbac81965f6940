import AuthDomain
import Foundation

/// The texts that the app's scripts say, as a data block of its page holds them.
enum AppTexts {
    /// A JSON object from English keys to texts in `language`, or to an object of texts by plural
    /// category. Empty in English, whose texts are the keys.
    ///
    /// It may stand in a `script` element: no `<` is in it (HTML, restrictions for contents of script
    /// elements).
    ///
    /// - Throws: ``Catalogue/Malformed``.
    static func json(assets: AssetStore, _ language: Language) throws -> String {
        let texts = try Catalogue.read(Catalogue.appFile, of: assets)
            .compactMapValues { $0[language.rawValue] }
        guard
            let data = try? JSONSerialization.data(
                withJSONObject: texts, options: [.sortedKeys, .withoutEscapingSlashes])
        else { throw Catalogue.Malformed() }
        return String(decoding: data, as: UTF8.self).replacing("<", with: "\\u003c")
    }
}
