/// A point in time as a page shows it.
///
/// A script rewrites `text` in the reader's language and time zone; without it, `text` stands as it is.
struct Moment: Sendable {
    /// The time in ISO 8601, UTC, whole seconds: `2027-03-05T09:30:00Z`.
    var iso: String
    /// The same time for people, with its time zone: `5 March 2027, 09:30 UTC`.
    var text: String
}
