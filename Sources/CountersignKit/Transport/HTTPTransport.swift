import Foundation

/// One request to the server.
public struct HTTPRequest: Sendable {
    /// The method, upper case.
    public let method: String
    /// The full address.
    public let url: URL
    /// Header fields.
    public var headers: [String: String]
    /// The body; empty for none.
    public let body: Data

    /// A request with its parts.
    public init(method: String, url: URL, headers: [String: String] = [:], body: Data = Data()) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// What the server answered.
public struct HTTPResponse: Sendable {
    /// The status code.
    public let status: Int
    /// Header fields, names in lower case.
    public let headers: [String: String]
    /// The body.
    public let body: Data

    /// A response with its parts; names of header fields become lower case.
    public init(status: Int, headers: [String: String] = [:], body: Data = Data()) {
        self.status = status
        self.headers = Dictionary(
            headers.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        self.body = body
    }
}

/// What carries requests: `URLSessionTransport`, or a stand-in in tests.
public protocol HTTPTransport: Sendable {
    /// Sends a request and waits for the whole answer. Redirects are answers, not followed.
    ///
    /// - Throws: `unreachable` when there was no answer.
    func send(_ request: HTTPRequest) async throws(CountersignError) -> HTTPResponse
}
