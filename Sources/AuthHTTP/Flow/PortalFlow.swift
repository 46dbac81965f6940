import AuthDomain

/// Decides where a browser goes next. The only place that does: slices never call each other.
///
/// It reads the visitor's persisted state; nothing is remembered between requests.
enum PortalFlow {
    /// The path that follows signing in, proving a code, or opening `/`.
    ///
    /// `wanted` is the page the person asked for, already checked by ``LocalPath``.
    static func next(for visitor: SignIn.PortalVisitor?, wanted: String?) -> String {
        guard let visitor else { return "/sign-in" + nextQuery(wanted) }
        if visitor.owesCode { return "/sign-in/code" + nextQuery(wanted) }
        return wanted ?? "/profile"
    }

    /// Where somebody goes instead of `path`; `nil`: they may go there. Without a factor, where policy demands one on
    /// the web, that is registering: its own pages, and proving once more who one is.
    static func detour(for visitor: SignIn.PortalVisitor, at path: String) -> String? {
        guard visitor.decision.isEnrolmentOnly, !visitor.hasFactor else { return nil }
        let open = ["/profile/access/mobile/register", "/profile/access/authenticator/register", "/reauthenticate"]
        return open.contains { path == $0 || path.hasPrefix($0 + "/") } ? nil : open[0]
    }

    /// Where a registration's page leads, when it is not the wizard's own page any more.
    static func next(for registration: Registration, at now: Instant) -> String? {
        switch registration.state(at: now) {
        case .pending, .claimed, .expired, .exhausted, .rejected: nil
        case .active: home(of: registration.method) + "?done=registered"
        case .cancelled: home(of: registration.method)
        }
    }

    /// The list that a registration of this kind appears in.
    static func home(of method: Registration.Method) -> String {
        switch method {
        case .pairing: "/profile/access/mobile"
        case .authenticator: "/profile/access"
        }
    }

    /// The query by which a page learns where to go on; empty for `nil`.
    static func nextQuery(_ wanted: String?, after mark: String = "?") -> String {
        wanted.map { mark + "next=" + LocalPath.encode($0) } ?? ""
    }
}
