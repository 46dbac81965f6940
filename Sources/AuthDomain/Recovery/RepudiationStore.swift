/// Keeps the links "This was not me", and does what they ask for.
package protocol RepudiationStore: Sendable {
    /// The link with this hash that is not used and not expired at `now`.
    func open(_ tokenHash: [UInt8], at now: Instant) async throws(StoreError) -> Repudiation?

    /// Uses `repudiation` and does, in one transaction: ends all portal sessions, pending sign-ins, tokens,
    /// remembered browsers, bypass codes, registrations and re-registrations of the account; takes back
    /// what `remedy` says; freezes factors and addresses until `end`; writes `record`.
    ///
    /// A link (``Repudiation/tokenHash`` of a notice) must be stored, unused and not expired. With
    /// `isStored` false the hash stands for an event of the audit log, which can be reported once.
    ///
    /// - Returns: whether this call did it; of concurrent calls exactly one does.
    func repudiate(
        _ repudiation: Repudiation, isStored: Bool, remedy: Recovery.Remedy, freezingUntil end: Instant,
        recording record: Record
    ) async throws(StoreError) -> Bool

    /// Which of `tokenHashes` were used; at most 100 are asked for.
    func used(_ tokenHashes: [[UInt8]]) async throws(StoreError) -> Set<[UInt8]>
}
