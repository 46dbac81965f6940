import Hummingbird

/// The portal's cookies: the session id, the secret behind forms before sign-in, and the token of a
/// remembered browser.
///
/// With https all are `Secure` with the `__Host-` prefix (RFC 6265bis §4.1.3.2); on a loopback
/// http origin, and only there, they have neither.
struct SessionCookies: Sendable {
    private let sessionName: String
    private let formName: String
    private let browserName: String
    private let isSecure: Bool

    init(site: Site) {
        let prefix = site.isSecure ? "__Host-" : ""
        sessionName = prefix + "countersign"
        formName = prefix + "countersign-form"
        browserName = prefix + "countersign-browser"
        isSecure = site.isSecure
    }

    /// The session id that `request` shows.
    func session(of request: Request) -> String? { value(sessionName, request) }

    /// The form secret that `request` shows.
    func form(of request: Request) -> String? { value(formName, request) }

    private func value(_ name: String, _ request: Request) -> String? {
        guard let value = request.cookies[name]?.value, value.utf8.count == 43 else { return nil }
        return value
    }

    func setSession(_ value: String, on response: inout Response) {
        set(sessionName, value, maxAge: nil, on: &response)
    }

    func clearSession(on response: inout Response) {
        set(sessionName, "", maxAge: 0, on: &response)
    }

    /// The token of a remembered browser that `request` shows.
    func browser(of request: Request) -> String? { value(browserName, request) }

    /// Keeps the token of a remembered browser for `days`.
    func setBrowser(_ value: String, days: Int, on response: inout Response) {
        set(browserName, value, maxAge: days * 86400, on: &response)
    }

    func setForm(_ value: String, on response: inout Response) {
        set(formName, value, maxAge: nil, on: &response)
    }

    private func set(_ name: String, _ value: String, maxAge: Int?, on response: inout Response) {
        response.setCookie(
            Cookie(
                name: name, value: value, maxAge: maxAge, path: "/", secure: isSecure,
                httpOnly: true, sameSite: .lax))
    }
}
