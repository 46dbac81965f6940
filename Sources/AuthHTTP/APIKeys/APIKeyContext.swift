import AuthDomain
import Hummingbird

/// A request by a program whose API key opens what its route is for.
struct APIKeyContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let source: RequestSource
    let key: APIKey

    init(context: AnonymousContext) throws {
        guard let key = context.apiKey else { throw APIKeyProblems.missing }
        coreContext = context.coreContext
        source = context.source
        self.key = key
    }
}
