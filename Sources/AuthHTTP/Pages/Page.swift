/// A page of the portal: a plain value whose stored properties a template reads by name.
///
/// A page decides nothing and does no I/O. Everything a template prints is a stored property, because
/// templates see neither computed properties nor methods; what can be derived is derived in `init`.
protocol Page: Sendable {
    /// The base name of the template in `Web/portal`, without its extension.
    static var template: String { get }

    /// What the layout around the page shows.
    var frame: PageFrame { get }
}
