import AuthDomain
import CCurl
import Dispatch
import Foundation

/// Bytes over one TCP or TLS connection to a receiver that answers nothing.
///
/// Runs on a thread of its own, never on the cooperative pool.
struct CurlStream: Sendable {
    /// With `CURLOPT_CONNECT_ONLY`.
    let settings: [CurlHandle.Setting]
    /// For everything.
    let patience: Duration

    /// How long the connection must stay open after the last byte was acknowledged.
    private static let settling = Duration.milliseconds(500)
    private static let threads = DispatchQueue(
        label: "countersign.stream", qos: .utility, attributes: .concurrent)

    /// Connects, writes `bytes`, and waits until the other computer has them and the connection has stayed
    /// open; `CURLE_OK` only then.
    func write(_ bytes: [UInt8]) async -> CURLcode {
        await withCheckedContinuation { continuation in
            Self.threads.async { continuation.resume(returning: perform(bytes)) }
        }
    }

    private func perform(_ bytes: [UInt8]) -> CURLcode {
        let handle: CurlHandle
        switch CurlHandle.open(settings) {
        case .success(let opened): handle = opened
        case .failure(let refusal): return refusal.code
        }
        return withExtendedLifetime(handle) { perform(bytes, by: handle) }
    }

    private func perform(_ bytes: [UInt8], by handle: CurlHandle) -> CURLcode {
        let code = curl_easy_perform(handle.pointer)
        guard code == CURLE_OK, !bytes.isEmpty else { return code }
        let socket = countersign_curl_socket(handle.pointer)
        guard socket >= 0 else { return CURLE_COULDNT_CONNECT }
        let deadline = ContinuousClock.now + patience
        let sent = send(bytes, by: handle, socket, until: deadline)
        return sent == CURLE_OK ? settle(handle, socket, until: deadline) : sent
    }

    private func send(
        _ bytes: [UInt8], by handle: CurlHandle, _ socket: Int32, until deadline: ContinuousClock.Instant
    ) -> CURLcode {
        var done = 0
        while done < bytes.count {
            var count = 0
            let code = bytes.withUnsafeBytes { all in
                curl_easy_send(handle.pointer, all.baseAddress.map { $0 + done }, all.count - done, &count)
            }
            done += count
            if code == CURLE_OK { continue }
            guard code == CURLE_AGAIN else { return code }
            guard ContinuousClock.now < deadline else { return CURLE_OPERATION_TIMEDOUT }
            var wanted = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
            poll(&wanted, 1, 100)
        }
        return CURLE_OK
    }

    private func settle(
        _ handle: CurlHandle, _ socket: Int32, until deadline: ContinuousClock.Instant
    ) -> CURLcode {
        var quietSince: ContinuousClock.Instant?
        while true {
            // What the receiver says is of no interest; that it hung up is.
            var rest = [UInt8](repeating: 0, count: 1024)
            var count = 0
            let code = curl_easy_recv(handle.pointer, &rest, rest.count, &count)
            guard code == CURLE_AGAIN || (code == CURLE_OK && count > 0) else {
                return code == CURLE_OK ? CURLE_RECV_ERROR : code
            }
            let now = ContinuousClock.now
            if countersign_socket_unacknowledged(socket) == 0 {
                let since = quietSince ?? now
                quietSince = since
                if now - since >= Self.settling { return CURLE_OK }
            }
            guard now < deadline else { return CURLE_OPERATION_TIMEDOUT }
            var wanted = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            poll(&wanted, 1, 50)
        }
    }
}
