import AuthDomain
import Hummingbird
import Mustache

/// The two rendered files of the mobile app: its page and its manifest, in every language.
///
/// The page carries the texts of the app's scripts in its own language, so that a browser which kept a
/// page has the texts that belong to it.
struct AppShell: Sendable {
    private let pages: [Language: ServedFile]
    private let manifests: [Language: ServedFile]

    private struct Content: Sendable {
        let brand: String
        let accent: String
        let assets = "/app"
        let demo: Bool
        let language: String
        let texts: String
    }

    /// Renders both once for each language: nothing in them depends on who asks.
    ///
    /// - Throws: the parser's error, or ``Catalogue/Malformed``.
    init(
        assets: AssetStore, catalogue: Catalogue, site: Site, digest: any Digesting
    ) throws {
        MustacheContentTypes.register(ScalarHTML(), named: "HTML")
        MustacheContentTypes.register(JSONText(), named: "JSON")
        var pages: [Language: ServedFile] = [:]
        var manifests: [Language: ServedFile] = [:]
        for language in Language.allCases {
            let templates = try Self.templates(assets: assets, catalogue: catalogue, language)
            let content = Content(
                brand: site.brand, accent: site.accent?.color ?? "#2456c7", demo: site.isDemo,
                language: language.rawValue, texts: try AppTexts.json(assets: assets, language))
            func file(_ template: String, type: String) throws -> ServedFile {
                guard let text = templates.render(content, withTemplate: template) else {
                    throw MissingTemplate(name: template)
                }
                return ServedFile(
                    bytes: Array(text.utf8), gzip: nil, type: type, language: language,
                    digest: digest)
            }
            pages[language] = try file("index", type: "text/html; charset=utf-8")
            manifests[language] = try file("manifest", type: "application/manifest+json")
        }
        self.pages = pages
        self.manifests = manifests
    }

    /// The program was built without one of the two.
    struct MissingTemplate: Error {
        let name: String
    }

    func mount(on router: Router<AnonymousContext>) {
        router.get("app") { request, context in
            guard request.uri.path.hasSuffix("/") else { throw Redirection(to: "/app/") }
            return try Self.response(pages, request, context)
        }
        router.get("app/manifest.webmanifest") { request, context in
            try Self.response(manifests, request, context)
        }
    }

    private static func response(
        _ files: [Language: ServedFile], _ request: Request, _ context: AnonymousContext
    ) throws -> Response {
        guard let file = files[context.language] else { throw PageProblem.notFound }
        return file.response(to: request)
    }

    private static func templates(
        assets: AssetStore, catalogue: Catalogue, _ language: Language
    ) throws -> MustacheLibrary {
        var library = MustacheLibrary()
        for asset in assets.all(in: "app") where asset.name.hasSuffix(".mustache") {
            let text = String(decoding: asset.bytes, as: UTF8.self)
            try library.register(
                TemplateTexts.fill(text, from: catalogue, in: language),
                named: String(asset.name.dropLast(".mustache".count)))
        }
        return library
    }
}

/// Escapes text inside a JSON string (RFC 8259 §7).
struct JSONText: MustacheContentType {
    func escapeText(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
