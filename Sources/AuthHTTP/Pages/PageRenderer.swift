import AuthDomain
import HTTPTypes
import Hummingbird
import Mustache
import NIOCore

/// Renders pages with the templates of `Web/portal`.
package struct PageRenderer: Sendable {
    private let libraries: [Language: MustacheLibrary]

    /// Parses all templates in all languages; they are part of the program, so a broken one is our own
    /// mistake.
    ///
    /// - Throws: the parser's error with the template's name.
    init(assets: AssetStore, catalogue: Catalogue) throws {
        MustacheContentTypes.register(ScalarHTML(), named: "HTML")
        var libraries: [Language: MustacheLibrary] = [:]
        for language in Language.allCases {
            var library = MustacheLibrary()
            for asset in assets.all(in: "portal") where asset.name.hasSuffix(".mustache") {
                try library.register(
                    TemplateTexts.fill(
                        String(decoding: asset.bytes, as: UTF8.self), from: catalogue, in: language),
                    named: String(asset.name.dropLast(".mustache".count)))
            }
            libraries[language] = library
        }
        self.libraries = libraries
    }

    /// `page` as HTML in the language of its frame; empty when its template is missing.
    func text(_ page: some Page) -> String {
        libraries[page.frame.language]?.render(PageValues(page), withTemplate: type(of: page).template) ?? ""
    }

    /// `page` as a response.
    func response(_ page: some Page, status: HTTPResponse.Status = .ok) -> Response {
        let html = text(page)
        return Response(
            status: html.isEmpty ? .internalServerError : status,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .contentLanguage: page.frame.language.rawValue,
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }
}

/// Escapes HTML by Unicode scalar, so that a quotation mark with a combining accent is escaped too.
struct ScalarHTML: MustacheContentType {
    func escapeText(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
