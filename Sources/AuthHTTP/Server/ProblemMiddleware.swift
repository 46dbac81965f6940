import AuthDomain
import HTTPTypes
import Hummingbird
import Logging

/// Turns every error into an answer: a page for people, JSON for programs. Logs each once.
struct ProblemMiddleware: RouterMiddleware {
    let site: Site
    let pages: PageRenderer
    let frames: PageFrames
    let clock: any Timekeeping

    func handle(
        _ request: Request, context: AnonymousContext,
        next: (Request, AnonymousContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let redirection as Redirection {
            return follow(redirection, request)
        } catch let problem as Problem {
            return problem.response(origin: site.origin, reference: context.source.reference)
        } catch let problem as OAuthProblem {
            return problem.response(now: clock.now, reference: context.source.reference)
        } catch let problem as PageProblem {
            return answer(problem, request, context)
        } catch let error as StoreError {
            context.logger.error("store", metadata: ["reference": "\(context.source.reference)", "error": "\(error)"])
            return answer(Self.problem(for: error), request, context)
        } catch let error as any HTTPResponseError {
            return answer(Self.problem(for: error.status), request, context)
        } catch is CancellationError {
            return answer(.busy(.seconds(5)), request, context)
        } catch {
            context.logger.error(
                "unexpected", metadata: ["reference": "\(context.source.reference)", "error": "\(type(of: error))"])
            return answer(Self.problem(for: .internalServerError), request, context)
        }
    }

    /// A browser that must prove itself again comes back to the page it asked for.
    private func follow(_ redirection: Redirection, _ request: Request) -> Response {
        guard request.method == .get,
            redirection == .reauthentication || redirection == .secondStep
                || redirection.path == "/sign-in",
            let path = LocalPath.check(request.uri.path), path != "/"
        else {
            guard redirection == .reauthentication else { return redirection.response }
            // What staff does is asked for at the address that it is sent to.
            let home =
                request.uri.path.hasPrefix("/admin/")
                ? LocalPath.check(request.uri.path) ?? "/admin/" : "/profile/access/mobile"
            return Redirection(to: redirection.path + "?next=" + LocalPath.encode(home)).response
        }
        return Redirection(to: redirection.path + "?next=" + LocalPath.encode(path)).response
    }

    private func answer(
        _ problem: PageProblem, _ request: Request, _ context: AnonymousContext
    ) -> Response {
        let path = request.uri.path
        let reference = context.source.reference
        if path.hasPrefix("/v1/") || path.hasPrefix("/problems/") {
            return Problem(
                name: Self.name(problem.status), status: problem.status,
                title: english(problem.sentence), detail: english(problem.advice),
                retryAfter: problem.retryAfter
            ).response(origin: site.origin, reference: reference)
        }
        if path.hasPrefix("/oauth/") {
            let code: OAuthProblem.Code =
                switch problem.status.code {
                case 503: .temporarilyUnavailable
                case 500...599: .serverError
                default: .invalidRequest
                }
            return OAuthProblem(code, english(problem.sentence) + ".", retryAfter: problem.retryAfter)
                .response(now: clock.now, reference: reference)
        }
        var response = pages.response(
            ErrorPage(
                frame: frames.error(problem.sentence, context),
                status: problem.status.code, sentence: frames.say(problem.sentence, context),
                advice: frames.say(problem.advice, context),
                backLabel: frames.say(Phrase("Back to the start"), context)),
            status: problem.status)
        if let retryAfter = problem.retryAfter {
            response.headers[.retryAfter] = String(max(retryAfter.secondsRoundedUp, 1))
        }
        return response
    }

    /// `phrase` for programs.
    private func english(_ phrase: Phrase) -> String {
        frames.catalogue.text(phrase, in: .english)
    }

    private static func name(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 404: "not-found"
        case 405: "method-not-allowed"
        case 413: "too-large"
        case 503: "temporarily-unavailable"
        case 400...499: "invalid-request"
        default: "server-error"
        }
    }

    private static func problem(for error: StoreError) -> PageProblem {
        switch error {
        case .unavailable: .busy(.seconds(5))
        case .inconsistent: problem(for: .internalServerError)
        }
    }

    private static func problem(for status: HTTPResponse.Status) -> PageProblem {
        switch status.code {
        case 404: .notFound
        case 405:
            PageProblem(
                status: status, sentence: Phrase("This address does not take such a request"),
                advice: Phrase("Go back to the start."))
        case 413:
            PageProblem(
                status: status, sentence: Phrase("That was more than this server takes"),
                advice: Phrase("Send less."))
        case 400...499: .badForm
        default:
            PageProblem(
                status: .internalServerError, sentence: Phrase("Something went wrong on our side"),
                advice: Phrase("Try again. If it goes on, tell your help desk the reference below."))
        }
    }
}
