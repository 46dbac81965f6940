import AuthDomain
import HTTPTypes
import Hummingbird

/// Checks the DPoP proof of a request (RFC 9449 §4.3), its replay included.
struct ProofMiddleware: RouterMiddleware {
    let services: AuthServices
    let site: Site

    func handle(
        _ request: Request, context: AnonymousContext,
        next: (Request, AnonymousContext) async throws -> Response
    ) async throws -> Response {
        let values = request.headers[values: .dpop]
        guard values.count == 1 else {
            throw refusal("Exactly one DPoP proof is required.", request)
        }
        var context = context
        context.accessToken = try accessToken(request)
        let now = services.clock.now
        do {
            let proof = try await services.proofs.verify(
                values[0],
                for: ProofTarget(
                    method: request.method.rawValue, url: site.origin + request.uri.path,
                    accessToken: context.accessToken),
                now: now)
            let identifier = services.digest.sha256(
                Array("\(proof.thumbprint)|\(proof.identifier)".utf8))
            guard
                try await services.replays.claim(
                    identifier, until: now + .minutes(3), now: now)
            else { throw ProofError.replayed }
            context.proof = proof
        } catch let error as ProofError {
            throw refusal(description(error), request)
        }
        return try await next(request, context)
    }

    private func accessToken(_ request: Request) throws -> String? {
        guard let header = request.headers[.authorization] else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "dpop", parts[1].utf8.count <= 8192
        else {
            throw refusal("Send the token as: Authorization: DPoP TOKEN.", request)
        }
        return String(parts[1])
    }

    /// As an OAuth error, or for protected resources as 401 with a challenge (RFC 9449 §7.1).
    private func refusal(_ sentence: String, _ request: Request) -> any Error {
        guard request.uri.path.hasPrefix("/v1/") else {
            return OAuthProblem(.invalidProof, sentence)
        }
        return Problem(
            name: "invalid-dpop-proof", status: .unauthorized, title: "Proof not valid",
            detail: sentence, members: ["server_time": services.clock.now.milliseconds],
            challenge: #"DPoP error="invalid_dpop_proof", algs="ES256""#)
    }

    private func description(_ error: ProofError) -> String {
        switch error {
        case .malformed: "The DPoP proof is not valid."
        case .wrongTarget: "The DPoP proof is for another address; this is \(site.origin)."
        case .wrongTime: "The DPoP proof is too old or too new; use server_time."
        case .wrongToken: "The DPoP proof is for another access token."
        case .replayed: "The DPoP proof was used before; make a new one for each request."
        }
    }
}
