/// A page of the portal: a plain value whose stored properties a template reads by name.
///
/// A page decides nothing and does no I/O. Everything a template prints is a stored property, because
/// templates see neither computed properties nor methods; what can be derived is derived in `init`.
///
/// The escaping that swift-mustache 2.1.1 brings goes by `Character`: a quotation mark followed by a
/// combining accent is one other character to it and passes unescaped, out of the attribute it stands
/// in. Templates therefore begin with `{{% CONTENT_TYPE:HTML}}`, and the server registers a content type
/// of its own under `HTML`, escaping by Unicode scalar, *before* it loads them.
protocol Page: Sendable {
    /// The base name of the template in `Web/portal`, without its extension.
    static var template: String { get }

    /// What the layout around the page shows.
    var frame: PageFrame { get }
}
