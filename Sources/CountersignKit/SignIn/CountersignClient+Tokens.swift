import Foundation

extension CountersignClient {
    /// A valid access token; gets a new one when the last ends within 30 seconds.
    ///
    /// - Throws: `notSignedIn`, `deviceRemoved` (then this device's keys are deleted), `unreachable` and others.
    public func accessToken() async throws(CountersignError) -> String {
        if clock.offset == nil { try await learnTime() }
        if let tokens, tokens.expires > serverDate(in: 30) { return tokens.accessToken }
        return try await refresh().accessToken
    }

    /// Gets a new access token with the refresh token. Calls at the same time share one request.
    ///
    /// - Throws: `notSignedIn`, `deviceRemoved` (then this device's keys are deleted), `unreachable` and others.
    @discardableResult
    public func refresh() async throws(CountersignError) -> Tokens {
        if let refreshing { return try await refreshing.value.get() }
        let task = Task { () async -> Swift.Result<Tokens, CountersignError> in
            do throws(CountersignError) {
                return .success(try await self.useRefreshToken())
            } catch {
                return .failure(error)
            }
        }
        refreshing = task
        let result = await task.value
        refreshing = nil
        return try result.get()
    }

    /// Ends the session on the server and here. The device stays registered.
    ///
    /// - Throws: `unreachable` and others when the server could not be told; this device has forgotten the session
    ///   even then.
    public func signOut() async throws(CountersignError) {
        let token = try storedRecord()?.refreshToken
        tokens = nil
        guard try storedRecord() != nil else { return }
        try update {
            $0.refreshToken = nil
            $0.pending = nil
            $0.claimed = nil
        }
        guard let token else { return }
        let answer = try await exchange(.form("/oauth/revoke", [("client_id", clientID), ("token", token)]))
        guard answer.isSuccess else { throw try refusal(of: answer) }
    }

    /// Whether a session is stored; only the server knows whether it still counts.
    public func isSignedIn() throws(CountersignError) -> Bool {
        try storedRecord()?.refreshToken != nil
    }

    /// Turns an authorization code into tokens and ends the pending sign-in.
    func redeem(_ code: String) async throws(CountersignError) -> Tokens {
        let tokens = try await token([("grant_type", "authorization_code"), ("code", code)])
        try update { $0.pending = nil }
        return tokens
    }

    private func useRefreshToken() async throws(CountersignError) -> Tokens {
        guard let token = try storedRecord()?.refreshToken else { throw .notSignedIn }
        do throws(CountersignError) {
            return try await self.token([("grant_type", "refresh_token"), ("refresh_token", token)])
        } catch {
            if error == .notSignedIn {
                tokens = nil
                try update { $0.refreshToken = nil }
            }
            throw error
        }
    }

    private func token(_ fields: [(name: String, value: String?)]) async throws(CountersignError) -> Tokens {
        let answer = try await exchange(
            .form("/oauth/token", [("client_id", clientID)] + fields), as: TokenAnswer.self)
        // Stored before it is used: the old one no longer works.
        try update { $0.refreshToken = answer.refreshToken }
        let tokens = Tokens(
            accessToken: answer.accessToken, expires: serverDate(in: answer.expiresIn), scope: answer.scope ?? "")
        self.tokens = tokens
        return tokens
    }
}
