import CCurl
import Dispatch
import Foundation

/// One transfer by libcurl's easy interface: what is sent, and what came back.
///
/// Runs on a thread of its own, never on the cooperative pool.
struct CurlTransfer: Sendable {
    /// How a transfer ended.
    struct Outcome: Sendable {
        /// libcurl's code; 0 is success.
        let code: CURLcode
        /// The last status that the server gave: of HTTP or SMTP; 0: none.
        let status: Int
        /// The first word of the last command that was sent, e.g. `RCPT`; SMTP only.
        let command: String
        /// The answer's body, at most ``CurlTransfer/longestAnswer`` bytes.
        let body: [UInt8]

        /// libcurl's words for ``code``.
        var words: String { code.words }
    }

    /// Bytes of an answer that are read; a longer one ends the transfer.
    static let longestAnswer = 64 * 1024

    let settings: [CurlHandle.Setting]
    /// What is uploaded; `nil`: nothing.
    let upload: [UInt8]?

    /// Makes the transfer and waits for it without blocking the caller's thread.
    func run() async -> Outcome {
        await withCheckedContinuation { continuation in
            Self.threads.async { continuation.resume(returning: perform()) }
        }
    }

    /// As many threads as there are transfers under way; the worker bounds those.
    private static let threads = DispatchQueue(
        label: "countersign.delivery", qos: .utility, attributes: .concurrent)

    private func perform() -> Outcome {
        let opened: CurlHandle
        switch CurlHandle.open(settings) {
        case .success(let handle): opened = handle
        case .failure(let refusal): return Outcome(code: refusal.code, status: 0, command: "", body: [])
        }
        let handle = opened.pointer
        let exchange = CurlExchange(upload: upload ?? [])
        let pointer = Unmanaged.passUnretained(exchange).toOpaque()
        _ = countersign_curl_set_pointer(handle, CURLOPT_WRITEDATA, pointer)
        _ = countersign_curl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, target in
            CurlExchange.of(target)?.take(bytes, size * count) ?? 0
        }
        if upload != nil {
            _ = countersign_curl_set_pointer(handle, CURLOPT_READDATA, pointer)
            _ = countersign_curl_set_transfer(handle, CURLOPT_READFUNCTION) { room, size, count, target in
                CurlExchange.of(target)?.give(room, size * count) ?? 0
            }
        }
        _ = countersign_curl_set_number(handle, CURLOPT_VERBOSE, 1)
        _ = countersign_curl_set_pointer(handle, CURLOPT_DEBUGDATA, pointer)
        _ = countersign_curl_set_debug(handle) { _, kind, bytes, count, target in
            if kind == CURLINFO_HEADER_OUT { CurlExchange.of(target)?.note(bytes, count) }
            return 0
        }
        return withExtendedLifetime((exchange, opened)) {
            let code = curl_easy_perform(handle)
            return Outcome(
                code: code, status: countersign_curl_response_code(handle), command: exchange.command,
                body: exchange.body)
        }
    }
}

/// What a transfer reads from and writes to; used by one thread.
private final class CurlExchange {
    private var upload: ArraySlice<UInt8>
    private(set) var body: [UInt8] = []
    private(set) var command = ""

    init(upload: [UInt8]) { self.upload = upload[...] }

    static func of(_ pointer: UnsafeMutableRawPointer?) -> CurlExchange? {
        pointer.map { Unmanaged<CurlExchange>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Takes bytes of the answer; fewer than there are ends the transfer.
    func take(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let bytes, body.count + count <= CurlTransfer.longestAnswer else { return 0 }
        body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        return count
    }

    /// Gives the next bytes of the upload.
    func give(_ room: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        guard let room, !upload.isEmpty else { return 0 }
        let part = upload.prefix(count)
        UnsafeMutableRawBufferPointer(start: room, count: count).copyBytes(from: part)
        upload = upload.dropFirst(count)
        return part.count
    }

    private static let commands: Set = [
        "EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "NOOP",
    ]

    /// Remembers the first word of a line if it is a command's name, and nothing else of it: passwords
    /// are lines, too.
    func note(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) {
        guard let bytes else { return }
        let line = UnsafeRawBufferPointer(start: bytes, count: min(count, 10))
        let word = String(decoding: line.prefix { (0x41...0x5A).contains($0) }, as: UTF8.self)
        if Self.commands.contains(word) { command = word }
    }
}
