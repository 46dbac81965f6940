import OTPCore

extension SignIn {
    /// What the token endpoint gives.
    package struct TokenGrant: Sendable {
        package let accessToken: String
        package let expiresIn: Duration
        package let refreshToken: String
        package let scope: String
    }

    /// What the token endpoint says.
    package enum TokenOutcome: Sendable {
        case granted(TokenGrant)
        case invalidGrant
        case deviceRemoved
    }

    /// Who calls a protected resource.
    package struct TokenHolder: Sendable {
        package let account: Account
        package let device: Device?
        package let claims: AccessClaims
        /// The date (`YYYY-MM-DD`) until which the app lets this sign-in stay without a registered phone.
        package let mandatoryFrom: String?
    }

    /// Why a call with an access token was refused.
    package enum TokenRefusal: Error, Sendable, Equatable {
        case invalidToken
        case deviceRemoved
        case store(StoreError)
    }

    /// Access and refresh tokens of phones. The device is the session: a revoked device's tokens
    /// stop counting at the next request.
    package struct PhoneTokens: Sendable {
        private let store: any PhoneSignInStore
        private let signer: any AccessTokenSigning
        private let random: any Randomness
        private let digest: any Digesting
        private let clock: any Timekeeping
        private let policy: any PolicyDeciding

        /// Life of an access token.
        package static let accessLife: Duration = .minutes(5)
        /// Life of a refresh token without use.
        package static let refreshLife: Duration = .days(30)

        /// Keeps its families in `store`.
        package init(
            store: any PhoneSignInStore, signer: any AccessTokenSigning,
            random: any Randomness, digest: any Digesting, clock: any Timekeeping,
            policy: any PolicyDeciding
        ) {
            self.policy = policy
            self.store = store
            self.signer = signer
            self.random = random
            self.digest = digest
            self.clock = clock
        }

        /// Exchanges an authorization code (RFC 6749 §4.1.3), once.
        package func redeem(
            code: OpaqueToken, thumbprint: String, clientID: String, source: RequestSource
        ) async throws(StoreError) -> TokenOutcome {
            let now = clock.now
            let refresh = OpaqueToken(random: random, digest: digest)
            let claims = try await store.redeem(
                code.hash, thumbprint: thumbprint, clientID: clientID, refresh: refresh.hash,
                refreshExpiry: now + Self.refreshLife, now: now,
                recordingReuse: reuse("code", at: now, source: source))
            guard let claims else { return .invalidGrant }
            return .granted(try await issue(claims, refresh: refresh, now: now))
        }

        /// Exchanges a refresh token for new tokens (RFC 6749 §6), once.
        package func refresh(
            token: OpaqueToken, thumbprint: String, clientID: String, source: RequestSource
        ) async throws(StoreError) -> TokenOutcome {
            let now = clock.now
            let successor = OpaqueToken(random: random, digest: digest)
            let outcome = try await store.rotate(
                token.hash, thumbprint: thumbprint, clientID: clientID,
                successor: successor.hash, now: now,
                recordingReuse: reuse("refresh token", at: now, source: source))
            switch outcome {
            case .rotated(let claims):
                guard try await standing(of: claims, at: now, from: source) != nil else {
                    try await revoke(token: successor, thumbprint: thumbprint, source: source)
                    return .invalidGrant
                }
                return .granted(try await issue(claims, refresh: successor, now: now))
            case .refused, .reused:
                return .invalidGrant
            case .deviceRemoved:
                return .deviceRemoved
            }
        }

        /// Ends the token's family: sign-out (RFC 7009).
        package func revoke(
            token: OpaqueToken, thumbprint: String, source: RequestSource
        ) async throws(StoreError) {
            let now = clock.now
            try await store.revokeFamily(
                of: token.hash, thumbprint: thumbprint, now: now,
                recording: { claims in
                    Record(
                        Audit.Entry(
                            .phoneSignedOut, account: claims.account, by: .person,
                            subject: claims.device?.text, at: now, source: source))
                })
        }

        /// Who holds this access token, whose DPoP key was proved as `thumbprint`.
        package func holder(
            of accessToken: String, thumbprint: String, source: RequestSource? = nil
        ) async throws(TokenRefusal) -> TokenHolder {
            do {
                guard let claims = try await signer.verify(accessToken, now: clock.now),
                    equalInConstantTime(Array(claims.thumbprint.utf8), Array(thumbprint.utf8))
                else { throw TokenRefusal.invalidToken }
                switch try await store.standing(of: claims) {
                case .good(let account, let device):
                    guard let decision = try await standing(of: claims, at: clock.now, from: source) else {
                        throw TokenRefusal.invalidToken
                    }
                    return TokenHolder(
                        account: account, device: device, claims: claims,
                        mandatoryFrom: claims.methods.isMultiFactor ? nil : decision.offeredUntil)
                case .revoked: throw TokenRefusal.invalidToken
                case .deviceRemoved: throw TokenRefusal.deviceRemoved
                }
            } catch let error as StoreError {
                throw .store(error)
            } catch let error as TokenRefusal {
                throw error
            } catch {
                throw .invalidToken
            }
        }

        /// The record of a code or token that was shown twice.
        private func reuse(
            _ what: String, at now: Instant, source: RequestSource
        ) -> @Sendable (AccessClaims) -> Record {
            { claims in
                Record(
                    Audit.Entry(
                        .tokenReused, account: claims.account, by: .system,
                        subject: claims.device?.text, details: [Audit.Detail("what", what)],
                        at: now, source: source))
            }
        }

        /// A sign-in with a password alone counts as long as policy lets such sign-ins in, however long its tokens
        /// would live, and every one only from where the person may sign in. The sign-ins of a grace are counted
        /// when they are made: their tokens end with its deadline.
        ///
        /// - Returns: what is decided for the person; `nil`: the sign-in counts no longer.
        private func standing(
            of claims: AccessClaims, at now: Instant, from source: RequestSource?
        ) async throws(StoreError) -> Policy.Decision? {
            let decision = try await policy.decision(for: claims.account, at: now)
            if let source, !decision.allows(address: source.address) { return nil }
            let stays = claims.methods.isMultiFactor || decision.letsStay(in: claims.clientID, at: now)
            return stays ? decision : nil
        }

        private func issue(
            _ claims: AccessClaims, refresh: OpaqueToken, now: Instant
        ) async throws(StoreError) -> TokenGrant {
            let token = try await signer.sign(
                claims, id: Base64URL.encode(random.bytes(16)), issuedAt: now,
                expiry: now + Self.accessLife)
            return TokenGrant(
                accessToken: token, expiresIn: Self.accessLife, refreshToken: refresh.text,
                scope: claims.scope)
        }
    }
}
