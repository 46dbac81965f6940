import AuthDomain
import CCurl

/// A handle of libcurl's easy interface with its options set; used by one thread at a time.
final class CurlHandle {
    /// An option and its value.
    enum Setting: Sendable {
        case text(CURLoption, String)
        case number(CURLoption, Int)
        case list(CURLoption, [String])
    }

    /// Why there is no handle.
    struct Refusal: Error {
        let code: CURLcode
    }

    let pointer: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>?] = []

    private static let isReady = countersign_curl_initialize() == CURLE_OK

    private init(_ pointer: UnsafeMutableRawPointer) {
        self.pointer = pointer
    }

    deinit {
        curl_easy_cleanup(pointer)
        for list in lists { curl_slist_free_all(list) }
    }

    /// A handle with `settings`.
    static func open(_ settings: [Setting]) -> Result<CurlHandle, Refusal> {
        guard isReady, let pointer = curl_easy_init() else {
            return .failure(Refusal(code: CURLE_FAILED_INIT))
        }
        let handle = CurlHandle(pointer)
        for setting in settings + [.number(CURLOPT_NOSIGNAL, 1)] {
            let code = handle.set(setting)
            guard code == CURLE_OK else { return .failure(Refusal(code: code)) }
        }
        return .success(handle)
    }

    private func set(_ setting: Setting) -> CURLcode {
        switch setting {
        case .text(let option, let text): return countersign_curl_set_text(pointer, option, text)
        case .number(let option, let number): return countersign_curl_set_number(pointer, option, number)
        case .list(let option, let texts):
            var list: UnsafeMutablePointer<curl_slist>?
            for text in texts { list = curl_slist_append(list, text) }
            lists.append(list)
            return countersign_curl_set_list(pointer, option, list)
        }
    }

    /// What every request to `url` (`https://…`, or `http://` on this machine) asks for.
    static func https(to url: String, authorities: String?, within span: Duration) -> [Setting] {
        [
            .text(CURLOPT_URL, url), .text(CURLOPT_PROTOCOLS_STR, "https,http"),
            .text(CURLOPT_NOPROXY, "localhost,127.0.0.1,::1"),
            .text(CURLOPT_USERAGENT, "countersign"), .number(CURLOPT_FOLLOWLOCATION, 0),
        ] + protected(by: authorities, within: span)
    }

    /// What every connection asks for: a certificate that one of `authorities` (a PEM file; `nil`: the system's)
    /// vouches for, and an end within `span`.
    static func protected(by authorities: String?, within span: Duration) -> [Setting] {
        let milliseconds = max(Int(span.milliseconds), 1000)
        var settings: [Setting] = [
            .number(CURLOPT_CONNECTTIMEOUT_MS, min(milliseconds, 10_000)),
            .number(CURLOPT_TIMEOUT_MS, milliseconds),
            .number(CURLOPT_SSL_VERIFYPEER, 1), .number(CURLOPT_SSL_VERIFYHOST, 2),
            .number(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
        ]
        if let authorities { settings.append(.text(CURLOPT_CAINFO, authorities)) }
        return settings
    }
}

extension CURLcode {
    /// libcurl's words for this code.
    var words: String { String(cString: curl_easy_strerror(self)) }
}
