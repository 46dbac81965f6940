import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore

/// Serves scripts, styles, icons and the WebAssembly module, compressed, with validators.
struct AssetRoutes: Sendable {
    private let served: [String: Served]
    private let brandSheet: [UInt8]
    private let digest: any Digesting

    private struct Served: Sendable {
        let asset: Asset
        let type: String
        let tag: String
    }

    init(assets: AssetStore, site: Site, digest: any Digesting) {
        var served: [String: Served] = [:]
        for (folder, prefix) in [("app", "app"), ("shared", "assets"), ("portal", "assets")] {
            for asset in assets.all(in: folder) {
                guard let type = Self.type(of: asset.name) else { continue }
                served["/\(prefix)/\(asset.name)"] = Served(
                    asset: asset, type: type, tag: Self.tag(asset.bytes, digest))
            }
        }
        self.served = served
        self.digest = digest
        brandSheet = Array(
            site.accent.map {
                ":root { --accent: \($0.color); --on-accent: \($0.onColor); }\n"
            }?.utf8 ?? "".utf8)
    }

    func mount(on router: Router<AnonymousContext>) {
        router.get("assets/brand.css") { request, _ in
            respond(
                request, bytes: brandSheet, gzip: nil, type: "text/css; charset=utf-8",
                tag: Self.tag(brandSheet, digest))
        }
        for prefix in ["assets", "app"] {
            router.get("\(prefix)/**") { request, _ in
                guard let found = served[request.uri.path] else {
                    throw PageProblem.notFound
                }
                return respond(
                    request, bytes: found.asset.bytes, gzip: found.asset.gzip,
                    type: found.type, tag: found.tag)
            }
        }
    }

    private func respond(
        _ request: Request, bytes: [UInt8], gzip: [UInt8]?, type: String, tag: String
    ) -> Response {
        var headers: HTTPFields = [
            .contentType: type, .eTag: tag, .cacheControl: "no-cache", .vary: "Accept-Encoding",
        ]
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: headers)
        }
        var body = bytes
        if let gzip, request.headers[.acceptEncoding]?.contains("gzip") == true {
            headers[.contentEncoding] = "gzip"
            body = gzip
        }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private static func tag(_ bytes: [UInt8], _ digest: any Digesting) -> String {
        "\"\(HexText.encode(Array(digest.sha256(bytes).prefix(12))))\""
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
