/// Writes the texts of notices and PINs.
package protocol NoticeComposing: Sendable {
    /// What tells `account`: a message per verified address, none when there is no address.
    ///
    /// `subject` is what the event made, e.g. a device's identifier; it goes when the person says "This
    /// was not me".
    func compose(
        _ notice: Delivery.Notice, for account: Account, about subject: String?, at: Instant,
        source: RequestSource
    ) -> Delivery.Notification

    /// The message that carries a PIN to `recipient`, which may be an address not yet the account's.
    func compose(
        _ pin: Delivery.PINText, for account: Account, at: Instant, source: RequestSource
    ) -> Delivery.Message
}

extension NoticeComposing {
    /// What tells `account` of something that made nothing which could be taken back.
    package func compose(
        _ notice: Delivery.Notice, for account: Account, at now: Instant, source: RequestSource
    ) -> Delivery.Notification {
        compose(notice, for: account, about: nil, at: now, source: source)
    }
}
