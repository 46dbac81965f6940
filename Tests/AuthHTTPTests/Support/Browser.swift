import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization

/// A browser without scripts: keeps cookies, fills in forms, follows redirects.
final class Browser: Sendable {
    private let client: any TestClientProtocol
    /// What is sent as `Accept-Language`, if anything.
    private let language: String?
    private let cookies = Mutex<[String: String]>([:])
    private let lastPage = Mutex("")

    /// An answer after all redirects.
    struct Answer {
        let status: Int
        let path: String
        let headers: HTTPFields
        let body: String
    }

    init(_ world: HTTPWorld, cookies header: String = "", accepting language: String? = nil) {
        client = world.client
        self.language = language
        for pair in header.split(separator: "; ") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { cookies.withLock { $0[parts[0]] = parts[1] } }
        }
    }

    /// The session cookie, as a thief would have it.
    var cookieHeader: String {
        cookies.withLock { $0.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ") }
    }

    func head(_ path: String) async throws -> Answer {
        try await follow(path, .head, body: nil, hops: 0)
    }

    func get(_ path: String) async throws -> Answer {
        try await follow(path, .get, body: nil, hops: 5)
    }

    /// Opens a page from another one, as `Sec-Fetch-Site` names it.
    func get(_ path: String, from site: String) async throws -> Answer {
        try await follow(path, .get, body: nil, hops: 5, site: site)
    }

    /// Sends a form with the token of the page shown last (or `csrf`).
    func post(
        _ path: String, _ fields: [(String, String)] = [], csrf: String? = nil,
        origin: String? = nil
    ) async throws -> Answer {
        let token = csrf ?? Self.value(after: "name=\"csrf\" value=\"", in: lastPage.withLock { $0 })
        let body = (fields + [("csrf", token ?? "")])
            .map { "\(Self.encode($0.0))=\(Self.encode($0.1))" }.joined(separator: "&")
        return try await follow(path, .post, body: body, hops: 5, origin: origin)
    }

    /// Sends the form with this file to the page that takes files.
    func upload(
        _ text: String, csrf: String? = nil, origin: String? = nil
    ) async throws -> Answer {
        let token = csrf ?? Self.value(after: "name=\"csrf\" value=\"", in: lastPage.withLock { $0 })
        func part(_ name: String, _ value: String) -> String {
            "--x-y-z\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        return try await follow(
            "/admin/people/import", .post, body: part("csrf", token ?? "") + part("file", text) + "--x-y-z--\r\n",
            hops: 5, origin: origin, type: "multipart/form-data; boundary=x-y-z")
    }

    /// Signs in with a password, as far as that leads.
    @discardableResult
    func signIn(_ username: String, password: String = HTTPWorld.password) async throws -> Answer {
        _ = try await get("/sign-in")
        return try await post("/sign-in", [("username", username), ("password", password)])
    }

    /// The text between `start` and the next quotation mark.
    static func value(after start: String, in html: String) -> String? {
        guard let range = html.firstRange(of: start) else { return nil }
        return String(html[range.upperBound...].prefix { $0 != "\"" })
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }

    private func follow(
        _ path: String, _ method: HTTPTypes.HTTPRequest.Method, body: String?, hops: Int,
        origin: String? = nil, site: String? = nil, type: String = "application/x-www-form-urlencoded"
    ) async throws -> Answer {
        var headers: HTTPFields = [:]
        let cookie = cookieHeader
        if !cookie.isEmpty { headers[.cookie] = cookie }
        if body != nil { headers[.contentType] = type }
        if let origin { headers[.origin] = origin }
        if let site, let name = HTTPField.Name("Sec-Fetch-Site") { headers[name] = site }
        if let language { headers[.acceptLanguage] = language }
        let answer = try await client.execute(
            uri: path, method: method, headers: headers,
            body: body.map { ByteBuffer(string: $0) }
        ) { response in
            Answer(
                status: response.status.code, path: path, headers: response.headers,
                body: String(buffer: response.body))
        }
        keepCookies(answer.headers)
        if (300...399).contains(answer.status), hops > 0, let next = answer.headers[.location] {
            return try await follow(next, .get, body: nil, hops: hops - 1)
        }
        lastPage.withLock { $0 = answer.body }
        return answer
    }

    private func keepCookies(_ headers: HTTPFields) {
        for line in headers[values: .setCookie] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            let value = pair.count == 2 ? String(pair[1]) : ""
            cookies.withLock { $0[String(pair[0])] = value.isEmpty ? nil : value }
        }
    }

    private static func encode(_ text: String) -> String {
        text.utf8.map { byte in
            let hex = String(byte, radix: 16)
            return "%" + (hex.count == 1 ? "0" : "") + hex
        }.joined()
    }
}
