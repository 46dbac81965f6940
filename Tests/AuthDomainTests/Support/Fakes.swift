import AuthDomain
import Synchronization
import TestSupport

/// Writes one message per address, with the notice's name as subject.
struct PlainComposer: NoticeComposing {
    func compose(
        _ notice: Delivery.Notice, for account: Account, about subject: String?, at: Instant,
        source: RequestSource
    ) -> Delivery.Notification {
        guard account.email != nil else { return .none }
        return Delivery.Notification(messages: [
            Sample.message(for: account.id, subject: notice.name, at: at)
        ])
    }

    func compose(
        _ pin: Delivery.PINText, for account: Account, at: Instant, source: RequestSource
    ) -> Delivery.Message {
        Sample.message(for: account.id, subject: pin.digits, at: at)
    }
}

/// Access tokens that are only remembered, not signed.
final class RememberingSigner: AccessTokenSigning {
    private let tokens = Mutex<[String: (claims: AccessClaims, expiry: Instant)]>([:])

    func sign(
        _ claims: AccessClaims, id: String, issuedAt: Instant, expiry: Instant
    ) async throws(StoreError) -> String {
        tokens.withLock { $0[id] = (claims, expiry) }
        return id
    }

    func verify(_ token: String, now: Instant) async throws(StoreError) -> AccessClaims? {
        guard let found = tokens.withLock({ $0[token] }), now < found.expiry else { return nil }
        return found.claims
    }

    func keySet() async throws(StoreError) -> String { "{\"keys\":[]}" }
}
