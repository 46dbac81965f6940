import HTTPTypes
import Hummingbird
import Mustache
import NIOCore

/// The two rendered files of the mobile app: its page and its manifest.
struct AppShell: Sendable {
    private let library: MustacheLibrary
    private let site: Site

    private struct Content: Sendable {
        let brand: String
        let accent: String
        let assets = "/app"
        let demo: Bool
    }

    init(assets: AssetStore, site: Site) throws {
        MustacheContentTypes.register(JSONText(), named: "JSON")
        var library = MustacheLibrary()
        for asset in assets.all(in: "app") where asset.name.hasSuffix(".mustache") {
            try library.register(
                String(decoding: asset.bytes, as: UTF8.self),
                named: String(asset.name.dropLast(".mustache".count)))
        }
        self.library = library
        self.site = site
    }

    func mount(on router: Router<AnonymousContext>) {
        router.get("app") { request, _ in
            guard request.uri.path.hasSuffix("/") else { throw Redirection(to: "/app/") }
            return page("index", type: "text/html; charset=utf-8")
        }
        router.get("app/manifest.webmanifest") { _, _ in
            page("manifest", type: "application/manifest+json")
        }
    }

    private func page(_ template: String, type: String) -> Response {
        let content = Content(
            brand: site.brand, accent: site.accent?.color ?? "#2456c7", demo: site.isDemo)
        let text = library.render(content, withTemplate: template) ?? ""
        return Response(
            status: text.isEmpty ? .internalServerError : .ok,
            headers: [.contentType: type, .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
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
