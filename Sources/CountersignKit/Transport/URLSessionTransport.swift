import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Carries requests with a `URLSession` of its own.
///
/// Redirects are not followed: a proof is made for one address and would be worthless, or worse, at another. Answers are
/// read up to ``maximumAnswerLength`` and no further.
public final class URLSessionTransport: HTTPTransport {
    /// The largest answer that is accepted, in bytes.
    public static let maximumAnswerLength = 1 << 20

    private let session: URLSession
    private let answers = AnswerCollector(limit: maximumAnswerLength)

    /// Makes a session.
    ///
    /// - Parameter configuration: Proxies, timeouts and the like; by default no cookies, no cache, and an end after 30
    ///   seconds without an answer.
    public init(configuration: URLSessionConfiguration? = nil) {
        session = URLSession(
            configuration: configuration ?? Self.plainConfiguration(), delegate: answers, delegateQueue: nil)
    }

    deinit {
        // The session keeps its delegate until it is told to end.
        session.finishTasksAndInvalidate()
    }

    /// Sends a request; see ``HTTPTransport/send(_:)``.
    public func send(_ request: HTTPRequest) async throws(CountersignError) -> HTTPResponse {
        var carried = URLRequest(url: request.url)
        carried.httpMethod = request.method
        carried.httpBody = request.body.isEmpty ? nil : request.body
        for (name, value) in request.headers {
            carried.setValue(value, forHTTPHeaderField: name)
        }
        let task = session.dataTask(with: carried)
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                answers.start(task, continuation)
            }
        } onCancel: {
            task.cancel()
        }
        return try answer.get()
    }

    private static func plainConfiguration() -> URLSessionConfiguration {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        configuration.timeoutIntervalForRequest = 30
        return configuration
    }
}
