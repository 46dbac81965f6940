import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Collects the answers of a session's tasks and hands each to whoever waits for it.
final class AnswerCollector: NSObject, URLSessionDataDelegate {
    typealias Answer = Swift.Result<HTTPResponse, CountersignError>

    private struct Waiting {
        let continuation: CheckedContinuation<Answer, Never>
        var data = Data()
        var isTooLong = false
    }

    private let limit: Int
    private let waiting = Mutex<[Int: Waiting]>([:])

    /// Accepts answers of at most `limit` bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// Starts a task; its answer or failure resumes the continuation, exactly once.
    func start(_ task: URLSessionDataTask, _ continuation: CheckedContinuation<Answer, Never>) {
        waiting.withLock { $0[task.taskIdentifier] = Waiting(continuation: continuation) }
        task.resume()
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = waiting.withLock { waiting in
            guard var entry = waiting[dataTask.taskIdentifier] else { return true }
            entry.isTooLong = entry.isTooLong || entry.data.count + data.count > limit
            if !entry.isTooLong { entry.data.append(data) }
            waiting[dataTask.taskIdentifier] = entry
            return entry.isTooLong
        }
        if isTooLong { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let entry = waiting.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        entry.continuation.resume(returning: answer(of: task, entry, error))
    }

    /// Makes a redirect the answer instead of following it.
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    private func answer(of task: URLSessionTask, _ entry: Waiting, _ error: (any Error)?) -> Answer {
        let response = task.response as? HTTPURLResponse
        if entry.isTooLong { return .failure(.unexpectedAnswer(status: response?.statusCode ?? 0)) }
        if let error { return .failure(.unreachable(error.localizedDescription)) }
        guard let response else { return .failure(.unexpectedAnswer(status: 0)) }
        var headers: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            headers[String(describing: name)] = String(describing: value)
        }
        return .success(HTTPResponse(status: response.statusCode, headers: headers, body: entry.data))
    }
}
