import AuthDomain
import Hummingbird

/// `POST /oauth/token` and `POST /oauth/revoke`.
struct TokenRoutes: Sendable {
    let services: AuthServices

    func mount(on router: some RouterMethods<ProvedContext>) {
        router.post("oauth/token") { request, context in
            let form = try await OAuthForm.read(request, context)
            let client = try OAuthForm.client(form)
            let thumbprint = context.proof.thumbprint
            switch form["grant_type"] {
            case "authorization_code":
                let code = try token(form["code"])
                return try respond(
                    try await services.tokens.redeem(
                        code: code, thumbprint: thumbprint, clientID: client, source: context.source))
            case "refresh_token":
                let shown = try token(form["refresh_token"])
                return try respond(
                    try await services.tokens.refresh(
                        token: shown, thumbprint: thumbprint, clientID: client,
                        source: context.source))
            default:
                throw OAuthProblem(
                    .unsupportedGrantType, "Use authorization_code or refresh_token.")
            }
        }
        router.post("oauth/revoke") { request, context in
            let form = try await OAuthForm.read(request, context)
            // RFC 7009 §2.2: an unknown token is no error.
            if let shown = OpaqueToken(shown: form["token"], digest: services.digest) {
                try await services.tokens.revoke(
                    token: shown, thumbprint: context.proof.thumbprint, source: context.source)
            }
            return JSON.response([:])
        }
    }

    private func token(_ text: String) throws -> OpaqueToken {
        guard let token = OpaqueToken(shown: text, digest: services.digest) else {
            throw OAuthProblem(.invalidGrant, "The code or token is not valid.")
        }
        return token
    }

    private func respond(_ outcome: SignIn.TokenOutcome) throws -> Response {
        switch outcome {
        case .granted(let grant):
            return JSON.response([
                "access_token": grant.accessToken, "token_type": "DPoP",
                "expires_in": grant.expiresIn.secondsRoundedUp,
                "refresh_token": grant.refreshToken, "scope": grant.scope,
                "server_time": services.clock.now.milliseconds,
            ])
        case .invalidGrant:
            throw OAuthProblem(.invalidGrant, "The code or token is not valid any more.")
        case .deviceRemoved:
            throw OAuthProblem(
                .invalidGrant, "This phone was removed from the account.",
                members: ["reason": "device_removed"])
        }
    }
}
