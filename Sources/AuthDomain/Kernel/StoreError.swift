/// Why a store could not do what it was asked.
///
/// Expected answers (not found, lost a race, already spent) are values, not errors.
package enum StoreError: Error, Sendable, Equatable {
    /// The database did not answer in time or is gone. The change was not made, or is not known
    /// to be made; `reason` is for the log and holds no personal data.
    case unavailable(reason: String)
    /// The database answered something that cannot be: a broken row, an unknown state.
    case inconsistent(reason: String)
}
