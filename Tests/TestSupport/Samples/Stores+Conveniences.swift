import AuthDomain

extension PortalSessionStore {
    /// Stores a session of a sample account, whose password has not changed.
    package func create(
        _ session: PortalSession, recording record: Record
    ) async throws(StoreError) {
        _ = try await create(session, provenBy: "hash", recording: record)
    }
}

extension PhoneSignInStore {
    /// Stores a pending sign-in of a sample account, whose password has not changed.
    package func create(_ pending: PendingSignIn) async throws(StoreError) {
        _ = try await create(pending, provenBy: "hash")
    }

    /// Exchanges a code; a reuse is recorded as such.
    package func redeem(
        _ codeHash: [UInt8], thumbprint: String, clientID: String, refresh: [UInt8],
        refreshExpiry: Instant, now: Instant
    ) async throws(StoreError) -> AccessClaims? {
        try await redeem(
            codeHash, thumbprint: thumbprint, clientID: clientID, refresh: refresh,
            refreshExpiry: refreshExpiry, now: now,
            recordingReuse: { claims in
                Record(Sample.entry(.tokenReused, claims.account))
            })
    }

    /// Completes a pending sign-in, or one that a sample account's password alone completes.
    package func complete(
        _ pending: PendingSignIn?, granting grant: AuthorizationGrant, recording record: Record
    ) async throws(StoreError) -> Bool {
        try await complete(
            pending.map { .pending($0) } ?? .password(hash: "hash"),
            granting: grant, recording: record)
    }
}

extension DeviceStore {
    /// Revokes a device, with all sessions.
    package func revoke(
        _ device: Identifier<Device>, of account: Identifier<Account>, at now: Instant,
        recording record: Record
    ) async throws(StoreError) -> Bool {
        try await revoke(device, of: account, at: now, keeping: nil, recording: record)
    }
}
