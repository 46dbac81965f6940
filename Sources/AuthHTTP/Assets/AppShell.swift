import AuthDomain
import Hummingbird
import Mustache

/// The two rendered files of the mobile app: its page and its manifest, in every language.
///
/// The page carries the texts of the app's scripts in its own language, so that a browser which kept a
/// page has the texts that belong to it.
struct AppShell: Sendable {
    private let files: Branded<[Language: Files]>

    private struct Files: Sendable {
        let page: ServedFile
        let manifest: ServedFile
    }

    private struct Content: Sendable {
        let brand: String
        let help: String?
        let assets = "/app"
        let demo: Bool
        let language: String
        let texts: String
    }

    /// What the files of one language are rendered from.
    private struct Source: Sendable {
        let language: Language
        let templates: MustacheLibrary
        let texts: String
    }

    /// Renders both once for each language and brand: nothing in them depends on who asks.
    ///
    /// - Throws: the parser's error, ``MissingTemplate`` or ``Catalogue/Malformed``.
    init(
        assets: AssetStore, catalogue: Catalogue, site: Site, digest: any Digesting
    ) throws {
        MustacheContentTypes.register(ScalarHTML(), named: "HTML")
        MustacheContentTypes.register(JSONText(), named: "JSON")
        let sources = try Language.allCases.map { language in
            let templates = try Self.templates(assets: assets, catalogue: catalogue, language)
            for name in ["index", "manifest"] where templates.getTemplate(named: name) == nil {
                throw MissingTemplate(name: name)
            }
            return Source(
                language: language, templates: templates, texts: try AppTexts.json(assets: assets, language))
        }
        files = Branded(site.branding) { brand in
            Dictionary(
                uniqueKeysWithValues: sources.map {
                    ($0.language, Self.files($0, of: brand, isDemo: site.isDemo, digest: digest))
                })
        }
    }

    private static func files(
        _ source: Source, of brand: Brand, isDemo: Bool, digest: any Digesting
    ) -> Files {
        let content = Content(
            brand: brand.name, help: brand.help, demo: isDemo,
            language: source.language.rawValue, texts: source.texts)
        func file(_ template: String, type: String) -> ServedFile {
            // Both templates are there: `init` has looked.
            let text = source.templates.render(content, withTemplate: template) ?? ""
            return ServedFile(
                bytes: Array(text.utf8), gzip: nil, type: type, language: source.language, digest: digest)
        }
        return Files(
            page: file("index", type: "text/html; charset=utf-8"),
            manifest: file("manifest", type: "application/manifest+json"))
    }

    /// The program was built without one of the two.
    struct MissingTemplate: Error {
        let name: String
    }

    func mount(on router: Router<AnonymousContext>) {
        router.get("app") { request, context in
            guard request.uri.path.hasSuffix("/") else { throw Redirection(to: "/app/") }
            return try files(context).page.response(to: request)
        }
        router.get("app/manifest.webmanifest") { request, context in
            try files(context).manifest.response(to: request)
        }
    }

    private func files(_ context: AnonymousContext) throws -> Files {
        guard let files = files.value[context.language] else { throw PageProblem.notFound }
        return files
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
