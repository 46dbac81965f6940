import AuthDomain

extension Sample {
    /// A portal session that has just begun.
    package static func session(
        of account: Account, _ seed: String = "session", assurance: Assurance = .password,
        at: Instant = morning
    ) -> PortalSession {
        PortalSession(
            idHash: hash(seed), account: account.id, assurance: assurance, createdAt: at,
            lastSeenAt: at, authenticatedAt: at)
    }

    /// A phone's sign-in that waits for its next step.
    package static func pending(
        of account: Account, _ seed: String = "pending", thumbprint: String? = nil,
        at: Instant = morning
    ) -> PendingSignIn {
        PendingSignIn(
            id: id(), sessionHash: hash(seed), account: account.id,
            thumbprint: thumbprint ?? Sample.thumbprint(), clientID: clientID,
            model: "Pixel 8", registration: nil, createdAt: at, expiresAt: at + .minutes(10))
    }

    /// An authorization code for `account`, good for a minute.
    package static func grant(
        of account: Account, device: Device? = nil, _ seed: String = "code",
        at: Instant = morning
    ) -> AuthorizationGrant {
        AuthorizationGrant(
            codeHash: hash(seed), claims: claims(of: account, device: device),
            expiresAt: at + .minutes(1))
    }

    /// What an access token of `account` says.
    package static func claims(of account: Account, device: Device? = nil) -> AccessClaims {
        AccessClaims(
            account: account.id, family: id(), device: device?.id,
            thumbprint: device?.thumbprint ?? thumbprint(), clientID: clientID,
            scope: "profile", methods: device == nil ? .password : .passwordAndDevice,
            authenticatedAt: morning)
    }
}
