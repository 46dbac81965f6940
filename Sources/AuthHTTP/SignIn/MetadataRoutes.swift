import AuthDomain
import HTTPTypes
import Hummingbird
import NIOCore

/// What clients read before they sign in: metadata (RFC 8414), keys, the server's time.
struct MetadataRoutes: Sendable {
    let services: AuthServices
    let site: Site

    func mount(on router: Router<AnonymousContext>) {
        router.get(".well-known/oauth-authorization-server") { _, _ in
            JSON.response([
                "issuer": site.origin,
                "authorization_challenge_endpoint": site.origin + "/oauth/authorize-challenge",
                "token_endpoint": site.origin + "/oauth/token",
                "revocation_endpoint": site.origin + "/oauth/revoke",
                "jwks_uri": site.origin + "/oauth/jwks",
                "grant_types_supported": ["authorization_code", "refresh_token"],
                "response_types_supported": ["code"],
                "token_endpoint_auth_methods_supported": ["none"],
                "dpop_signing_alg_values_supported": ["ES256"],
                "scopes_supported": ["profile"],
            ])
        }
        router.get("oauth/jwks") { _, _ in
            let keys = try await services.signer.keySet()
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/json", .cacheControl: "public, max-age=300",
                ],
                body: ResponseBody(byteBuffer: ByteBuffer(string: keys)))
        }
        router.get("v1/time") { _, _ in
            JSON.response(["server_time": services.clock.now.milliseconds])
        }
    }
}
