import AuthDomain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// An error for programs: `application/problem+json` (RFC 9457).
struct Problem: Error {
    /// The last part of the `type` URL; stable, listed in `docs/http-api.md`.
    let name: String
    let status: HTTPResponse.Status
    let title: String
    /// One plain sentence.
    let detail: String
    var retryAfter: Duration?
    /// Members beyond those of RFC 9457.
    var members: [String: any Sendable] = [:]
    /// For 401: the value of `WWW-Authenticate`.
    var challenge: String?

    /// The response, with the reference of the request.
    func response(origin: String, reference: String) -> Response {
        var object: [String: Any] = [
            "type": "\(origin)/problems/\(name)", "title": title, "status": status.code,
            "detail": detail, "reference": reference,
        ]
        for (member, value) in members { object[member] = value }
        var response = JSON.response(object, status: status, type: "application/problem+json")
        if let retryAfter {
            response.headers[.retryAfter] = String(max(retryAfter.secondsRoundedUp, 1))
        }
        if let challenge { response.headers[.wwwAuthenticate] = challenge }
        return response
    }
}

/// An error of an OAuth endpoint (RFC 6749 §5.2).
struct OAuthProblem: Error {
    /// The `error` values in use.
    enum Code: String {
        case invalidRequest = "invalid_request"
        case invalidClient = "invalid_client"
        case invalidGrant = "invalid_grant"
        case invalidProof = "invalid_dpop_proof"
        case invalidSession = "invalid_session"
        case accessDenied = "access_denied"
        case unsupportedGrantType = "unsupported_grant_type"
        case insufficientAuthorization = "insufficient_authorization"
        case tooManyAttempts = "too_many_attempts"
        case temporarilyUnavailable = "temporarily_unavailable"
        case serverError = "server_error"
    }

    let code: Code
    /// One plain sentence.
    let description: String
    var retryAfter: Duration?
    /// Members beyond those of RFC 6749, e.g. `next`.
    var members: [String: any Sendable] = [:]

    init(
        _ code: Code, _ description: String, retryAfter: Duration? = nil,
        members: [String: any Sendable] = [:]
    ) {
        self.code = code
        self.description = description
        self.retryAfter = retryAfter
        self.members = members
    }

    private var status: HTTPResponse.Status {
        switch code {
        case .invalidRequest, .invalidGrant, .invalidProof, .invalidSession,
            .unsupportedGrantType:
            .badRequest
        case .invalidClient: .unauthorized
        case .accessDenied, .insufficientAuthorization: .forbidden
        case .tooManyAttempts: .tooManyRequests
        case .temporarilyUnavailable: .serviceUnavailable
        case .serverError: .internalServerError
        }
    }

    /// The response; every one says the server's time, so that a phone can correct its clock.
    func response(now: Instant, reference: String) -> Response {
        var object: [String: Any] = [
            "error": code.rawValue, "error_description": description,
            "server_time": now.milliseconds, "reference": reference,
        ]
        for (member, value) in members { object[member] = value }
        if let retryAfter { object["retry_after"] = max(retryAfter.secondsRoundedUp, 1) }
        var response = JSON.response(object, status: status)
        if let retryAfter {
            response.headers[.retryAfter] = String(max(retryAfter.secondsRoundedUp, 1))
        }
        return response
    }
}

/// An error shown to a person as a page.
struct PageProblem: Error {
    let status: HTTPResponse.Status
    /// What happened, in a few words without a full stop.
    let sentence: Phrase
    /// What to do next.
    let advice: Phrase
    var retryAfter: Duration?

    init(
        status: HTTPResponse.Status, sentence: Phrase, advice: Phrase, retryAfter: Duration? = nil
    ) {
        self.status = status
        self.sentence = sentence
        self.advice = advice
        self.retryAfter = retryAfter
    }

    /// There is nothing at this address, or nothing for this person.
    static let notFound = PageProblem(
        status: .notFound, sentence: Phrase("This page does not exist"),
        advice: Phrase("Check the address, or go back to the start."))
    /// The form was made for another session.
    static let staleForm = PageProblem(
        status: .forbidden, sentence: Phrase("This form is no longer valid"),
        advice: Phrase("Go back, reload the page and send it again."))
    /// A form that no page of ours sends.
    static let badForm = PageProblem(
        status: .badRequest, sentence: Phrase("The server could not read this form"),
        advice: Phrase("Go back, reload the page and send it again."))
    /// Too much to do.
    static func busy(_ retryAfter: Duration) -> PageProblem {
        PageProblem(
            status: .serviceUnavailable, sentence: Phrase("The server is busy"),
            advice: Phrase("Wait a few seconds and try again. Nothing was changed."),
            retryAfter: retryAfter)
    }
}

/// Makes JSON responses.
enum JSON {
    /// A response with `object`, never cached.
    static func response(
        _ object: [String: Any], status: HTTPResponse.Status = .ok,
        type: String = "application/json"
    ) -> Response {
        let data =
            (try? JSONSerialization.data(
                withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes]))
            ?? Data("{}".utf8)
        return Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
