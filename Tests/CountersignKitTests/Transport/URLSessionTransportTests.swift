import CountersignKit
import Foundation
import Testing

@Suite struct URLSessionTransportTests {
    private static func answer(_ status: String, _ headers: [String] = [], _ body: String = "") -> String {
        (["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers)
            .joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    private func get(_ path: String, of server: LocalServer) async throws -> HTTPResponse {
        let address = try #require(URL(string: server.origin + path))
        return try await URLSessionTransport().send(HTTPRequest(method: "GET", url: address))
    }

    @Test func answersArriveWhole() async throws {
        let server = try LocalServer(answers: ["/": Self.answer("503 Busy", ["Retry-After: 7"], "{}")])
        let response = try await get("/", of: server)
        #expect(response.status == 503 && response.headers["retry-after"] == "7")
        #expect(response.body == Data("{}".utf8))
    }

    @Test func redirectsAreNotFollowed() async throws {
        let server = try LocalServer(answers: [
            "/": Self.answer("302 Found", ["Location: /elsewhere"]), "/elsewhere": Self.answer("200 OK"),
        ])
        #expect(try await get("/", of: server).status == 302)
    }

    @Test func endlessAnswersAreCutOff() async throws {
        let body = String(repeating: "x", count: URLSessionTransport.maximumAnswerLength + 1)
        let server = try LocalServer(answers: ["/": Self.answer("200 OK", [], body)])
        await #expect(throws: CountersignError.unexpectedAnswer(status: 200)) { try await get("/", of: server) }
    }

    @Test func aClosedPortIsUnreachable() async throws {
        let address = try #require(URL(string: "http://127.0.0.1:1/"))
        let error = await #expect(throws: CountersignError.self) {
            try await URLSessionTransport().send(HTTPRequest(method: "GET", url: address))
        }
        guard case .unreachable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
