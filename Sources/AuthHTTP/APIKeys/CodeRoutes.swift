import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore

/// `POST /v1/codes/verify`: a back end asks whether a person's one-time code is right.
struct CodeRoutes: Sendable {
    let services: AuthServices

    /// The longest body, in bytes.
    static let longestBody = 4 * 1024

    func mount(on router: some RouterMethods<APIKeyContext>) {
        router.post("v1/codes/verify") { request, context in
            guard Self.isJSON(request.headers[.contentType]) else {
                throw CodeProblems.unsupportedType
            }
            let body = try await request.body.collect(upTo: Self.longestBody)
            guard let asked = CodeRequest(Array(body.readableBytesView)) else {
                throw CodeProblems.invalidRequest
            }
            let outcome = try await services.codes.verify(
                username: asked.username, code: asked.code, source: context.source)
            guard case .accepted(let device) = outcome else {
                throw CodeProblems.problem(for: outcome)
            }
            return Self.accepted(device)
        }
    }

    /// Whether a `Content-Type` is JSON; its parameters mean nothing (RFC 8259 §11).
    private static func isJSON(_ type: String?) -> Bool {
        guard let type else { return false }
        if type == "application/json" { return true }
        return type.prefix { $0 != ";" }.lowercased().trimmingSpaces() == "application/json"
    }

    private static func accepted(_ device: Device) -> Response {
        var json = JSONTextWriter()
        json.append(raw: #"{"accepted":true,"device":{"id":"#)
        json.append(text: device.id.text)
        json.append(raw: #","name":"#)
        json.append(text: device.name)
        json.append(raw: "}}")
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }
}

/// The body of `POST /v1/codes/verify`: a JSON object with the texts `username` and `code`.
struct CodeRequest: Sendable {
    /// `nil` when nobody can have the name that was sent: no different from a name nobody has.
    let username: Username?
    /// As it was typed.
    let code: String

    /// Reads a body.
    ///
    /// - Returns: `nil` unless it is an object with exactly these two members, each a text and
    ///   there once.
    init?(_ body: [UInt8]) {
        guard let texts = JSONTextReader.members(["username", "code"], of: body) else {
            return nil
        }
        username = NormalText.read(texts[0]).flatMap { Username($0.trimmingSpaces()) }
        code = texts[1]
    }
}
