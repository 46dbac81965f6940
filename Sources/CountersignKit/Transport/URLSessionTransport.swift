import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Carries requests with a `URLSession`.
///
/// Pass a session of your own to trust a particular certificate or to use a proxy. Redirects are not followed: a
/// proof is made for one address and would be worthless, or worse, at another.
public struct URLSessionTransport: HTTPTransport {
    /// The largest answer that is accepted, in bytes.
    public static let maximumAnswerLength = 1 << 20

    private let session: URLSession
    private let redirects = RedirectRefusal()

    /// Uses a session; by default one without cookies and cache that gives up after 30 seconds.
    public init(session: URLSession? = nil) {
        self.session = session ?? Self.plainSession()
    }

    /// Sends a request; see ``HTTPTransport/send(_:)``.
    public func send(_ request: HTTPRequest) async throws(CountersignError) -> HTTPResponse {
        var carried = URLRequest(url: request.url)
        carried.httpMethod = request.method
        carried.httpBody = request.body.isEmpty ? nil : request.body
        for (name, value) in request.headers {
            carried.setValue(value, forHTTPHeaderField: name)
        }
        let data: Data
        let response: URLResponse
        do {
            (data, response) = try await session.data(for: carried, delegate: redirects)
        } catch {
            throw .unreachable(error.localizedDescription)
        }
        guard let response = response as? HTTPURLResponse, data.count <= Self.maximumAnswerLength else {
            throw .unexpectedAnswer(status: 0)
        }
        var headers: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            headers[String(describing: name)] = String(describing: value)
        }
        return HTTPResponse(status: response.statusCode, headers: headers, body: data)
    }

    private static func plainSession() -> URLSession {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        configuration.timeoutIntervalForRequest = 30
        return URLSession(configuration: configuration)
    }
}

/// Makes a redirect the answer instead of following it.
private final class RedirectRefusal: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
