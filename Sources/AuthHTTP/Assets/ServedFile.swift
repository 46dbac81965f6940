import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore

/// Bytes that are the same for everybody, with what a browser needs to keep and check them
/// (RFC 9110 §8.8.3).
struct ServedFile: Sendable {
    private let bytes: [UInt8]
    private let gzip: [UInt8]?
    private let tag: String
    private let headers: HTTPFields

    /// A file of media type `type`, compressed as `gzip` if it is; in `language`, when there are others.
    init(
        bytes: [UInt8], gzip: [UInt8]?, type: String, language: Language? = nil,
        digest: any Digesting
    ) {
        self.bytes = bytes
        self.gzip = gzip
        tag = "\"\(HexText.encode(Array(digest.sha256(bytes).prefix(12))))\""
        var headers: HTTPFields = [
            .contentType: type, .eTag: tag, .cacheControl: "no-cache", .vary: "Accept-Encoding",
        ]
        if let language {
            headers[.contentLanguage] = language.rawValue
            headers[.vary] = "Accept-Encoding, Accept-Language"
        }
        self.headers = headers
    }

    /// The file, or word that the browser's copy is still right.
    func response(to request: Request) -> Response {
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: headers)
        }
        var headers = headers
        var body = bytes
        if let gzip, request.headers[.acceptEncoding]?.contains("gzip") == true {
            headers[.contentEncoding] = "gzip"
            body = gzip
        }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
