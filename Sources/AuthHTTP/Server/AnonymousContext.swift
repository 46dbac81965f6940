import AuthDomain
import Hummingbird
import Logging
import NIOCore

/// A request by anybody: where it came from, and its form when it has one.
package struct AnonymousContext: RequestContext, ReaderContext {
    package var coreContext: CoreRequestContextStorage
    /// The address of the other end of the connection.
    let peerAddress: String
    /// Where the request came from, once ``IdentityMiddleware`` has looked.
    var source: RequestSource
    /// The language of the answer: the signed-in person's choice, else what the browser asks for.
    var language = Language.english
    /// The form of a portal POST whose token was right, set by ``FormMiddleware``.
    var form = Form.empty
    /// The token that forms on the next page carry.
    var csrf = ""
    /// Who shows a living session cookie, set by ``SessionMiddleware``.
    var visitor: SignIn.PortalVisitor?
    /// Whether the visitor's proof of identity is fresh enough for a change of factors.
    var isFresh = false
    /// Whether the visitor must confirm the password before a first registration.
    var owesConfirmation = false
    /// The DPoP proof that came along, set by ``ProofMiddleware``.
    var proof: VerifiedProof?
    /// The access token that came along with the proof.
    var accessToken: String?
    /// The API key of a program that may use the route, set by ``APIKeyMiddleware``.
    var apiKey: APIKey?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peerAddress = source.channel.remoteAddress?.ipAddress ?? "unknown"
        self.source = RequestSource(address: peerAddress, userAgent: "", reference: "")
    }

    /// Bodies of forms and JSON requests, in bytes.
    package var maxUploadSize: Int { 16 * 1024 }
}

/// A request whose DPoP proof was checked and is no replay.
struct ProvedContext: ChildRequestContext, ReaderContext {
    var coreContext: CoreRequestContextStorage
    let source: RequestSource
    let language: Language
    let proof: VerifiedProof
    let accessToken: String?

    init(context: AnonymousContext) throws {
        guard let proof = context.proof else {
            throw OAuthProblem(.invalidProof, "A DPoP proof is required.")
        }
        coreContext = context.coreContext
        source = context.source
        language = context.language
        self.proof = proof
        accessToken = context.accessToken
    }
}
