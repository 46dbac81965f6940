extension SignIn {
    /// Whether a PIN was stored.
    package enum PINStorage: Sendable, Equatable {
        /// Another one may be asked for then.
        case stored(nextAt: Instant)
        /// Not before that moment.
        case limited(until: Instant)
    }

    /// What becomes of a PIN that was typed.
    package enum PINVerdict: Sendable, Equatable {
        /// Spent now, and earlier wrong codes are forgotten.
        case accepted
        /// Counted and recorded.
        case wrong(triesLeft: Int)
        /// It was over before, whatever the comparison said; not counted.
        case ended(StoredPIN.State)
        /// Its time was over, whatever the comparison said; not counted.
        case expired
        /// Not before that moment, whatever the comparison said; not counted.
        case blocked(until: Instant)
        /// Too many wrong codes in a row, whatever the comparison said; not counted.
        case disabled
    }
}

/// Keeps one-time PINs.
package protocol PINStore: Sendable {
    /// Stores `pin` in place of the open one of its binding, and writes `record`, unless `limits`
    /// refuse; one transaction.
    ///
    /// Sends count by account, and by recipient and purpose; not by recipient alone, so that
    /// nobody keeps somebody's PINs away by naming that address as a new one of theirs. Of parallel
    /// calls no more are stored than the limits allow.
    func store(
        _ pin: SignIn.StoredPIN, within limits: SignIn.PINLimits, recording record: Record
    ) async throws(StoreError) -> SignIn.PINStorage

    /// The PIN that was stored last for `binding`.
    func latest(_ binding: SignIn.PINBinding) async throws(StoreError) -> SignIn.StoredPIN?

    /// Looks at the throttles and at the PIN's state, spends it or counts the wrong one, and records
    /// that: one transaction, durable before it returns.
    ///
    /// Of parallel right ones exactly one is accepted; no more are judged than the tries and the
    /// throttles allow.
    func judge(
        _ id: Identifier<SignIn.StoredPIN>, _ code: SignIn.ComparedCode
    ) async throws(StoreError) -> SignIn.PINVerdict
}
