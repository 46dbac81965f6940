import AuthDomain
import HTTPTypes
import Hummingbird

/// Serves scripts, styles, icons and the WebAssembly module, compressed, with validators.
struct AssetRoutes: Sendable {
    private let served: [String: ServedFile]
    private let brandSheet: Branded<ServedFile>

    init(assets: AssetStore, site: Site, digest: any Digesting) {
        var served: [String: ServedFile] = [:]
        for (folder, prefix) in [("app", "app"), ("shared", "assets"), ("portal", "assets")] {
            for asset in assets.all(in: folder) {
                guard let type = Self.type(of: asset.name) else { continue }
                served["/\(prefix)/\(asset.name)"] = ServedFile(
                    bytes: asset.bytes, gzip: asset.gzip, type: type, digest: digest)
            }
        }
        self.served = served
        brandSheet = Branded(site.branding) { brand in
            let rule = brand.accent.flatMap { Accent($0) }.map {
                ":root { --accent: \($0.color); --on-accent: \($0.onColor); }\n"
            }
            return ServedFile(
                bytes: Array((rule ?? "").utf8), gzip: nil, type: "text/css; charset=utf-8",
                digest: digest)
        }
    }

    func mount(on router: Router<AnonymousContext>) {
        router.get("assets/brand.css") { request, _ in brandSheet.value.response(to: request) }
        for prefix in ["assets", "app"] {
            router.get("\(prefix)/**") { request, _ in
                guard let found = served[request.uri.path] else {
                    throw PageProblem.notFound
                }
                return found.response(to: request)
            }
        }
    }

    private static func type(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "wasm": "application/wasm"
        default: nil
        }
    }
}
