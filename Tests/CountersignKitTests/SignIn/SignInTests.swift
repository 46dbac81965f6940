import CountersignKit
import Foundation
import Testing

@Suite struct SignInTests {
    @Test func aKnownDeviceSignsInWithThePasswordAlone() async throws {
        let rig = try Rig(.init(next: "done"))
        guard case .signedIn(let tokens) = try await rig.client.signIn(username: "maria", password: "right") else {
            Issue.record("not signed in")
            return
        }
        #expect(tokens.accessToken == "access 1")
        #expect(try await rig.client.me().username == "maria")
        let form = try #require(rig.transport.requests.dropFirst().first).form
        #expect(form["client_id"] == "countersign-kit" && form["device_model"] == "Virtual phone")
    }

    @Test func aWrongPasswordSaysSo() async throws {
        let rig = try Rig()
        await #expect(throws: CountersignError.wrongCredentials) {
            try await rig.client.signIn(username: "maria", password: "wrong & = %")
        }
        #expect(rig.transport.requests.last?.form["password"] == "wrong & = %")
    }

    @Test func beforeThePolicyDateADeviceIsOffered() async throws {
        let rig = try Rig(.init(next: "offer_device"))
        guard
            case .offersRegistration(_, mandatoryFrom: "2027-03-05") =
                try await rig.client.signIn(username: "maria", password: "right")
        else {
            Issue.record("no offer")
            return
        }
        guard case .signedIn = try await rig.client.skipRegistration() else {
            Issue.record("not signed in")
            return
        }
    }

    @Test func anotherAuthenticatorIsAskedForItsCode() async throws {
        let rig = try Rig(.init(next: "one_time_code"))
        guard case .needsOneTimeCode = try await rig.client.signIn(username: "maria", password: "right") else {
            Issue.record("no prompt")
            return
        }
        await #expect(throws: CountersignError.wrongCode) { try await rig.client.submit(oneTimeCode: "000000") }
        guard case .signedIn = try await rig.client.submit(oneTimeCode: "123456") else {
            Issue.record("not signed in")
            return
        }
    }

    @Test(
        arguments: [
            (
                HTTPResponse.json(429, headers: ["Retry-After": "30"], ["error": "too_many_attempts"]),
                .tooManyAttempts(retryAfter: 30)
            ),
            (
                .json(503, headers: ["retry-after": "2"], ["error": "temporarily_unavailable"]),
                .temporarilyUnavailable(retryAfter: 2)
            ),
            (HTTPResponse(status: 502, body: Data("<html>".utf8)), .unexpectedAnswer(status: 502)),
            (HTTPResponse(status: 503), .temporarilyUnavailable(retryAfter: nil)),
            (HTTPResponse(status: 200, body: Data("{}".utf8)), .unexpectedAnswer(status: 403)),
            (HTTPResponse(status: 200, body: Data("[1,2".utf8)), .unexpectedAnswer(status: 200)),
            (.json(302, ["location": "https://evil.example"]), .unexpectedAnswer(status: 302)),
        ] as [(HTTPResponse, CountersignError)])
    func otherAnswersAreNamed(response: HTTPResponse, error: CountersignError) async throws {
        let rig = try Rig(.init(refusal: ("/oauth/authorize-challenge", response)))
        await #expect(throws: error) { try await rig.client.signIn(username: "maria", password: "right") }
    }

    @Test func aRefusedProofCorrectsTheClockAndIsTriedOnce() async throws {
        let rig = try Rig(
            .init(
                refusal: (
                    "/oauth/authorize-challenge",
                    .json(
                        400,
                        [
                            "error": "invalid_dpop_proof", "server_time": 1_000_000_000_000,
                            "error_description": "The proof is too old.",
                        ])
                )))
        await #expect(
            throws: CountersignError.refused(
                name: "invalid_dpop_proof", detail: "The proof is too old.", reference: nil)
        ) {
            try await rig.client.signIn(username: "maria", password: "right")
        }
        #expect(
            rig.transport.requests.map(\.url.path) == [
                "/v1/time", "/oauth/authorize-challenge", "/oauth/authorize-challenge",
            ])
        let (_, claims) = try #require(rig.transport.requests.last).proof()
        #expect(abs(try #require(claims["iat"] as? NSNumber).int64Value - 1_000_000_000) < 10)
    }

    @Test func refreshesAtTheSameTimeShareOneRequest() async throws {
        let rig = try Rig(.init(next: "done"))
        _ = try await rig.client.signIn(username: "maria", password: "right")
        let before = rig.transport.requests.count
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await rig.client.refresh().accessToken } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        let sent = rig.transport.requests.dropFirst(before).map { $0.form["refresh_token"] }
        #expect(Set(sent).count == sent.count, "no refresh token is sent twice")
        #expect(tokens.count == sent.count)
    }

    @Test(arguments: [
        ("/v1/me", HTTPResponse.problem(401, "device-removed")),
        ("/oauth/token", .json(400, ["error": "invalid_grant", "reason": "device_removed"])),
    ])
    func aRemovedDeviceLosesItsKeys(path: String, response: HTTPResponse) async throws {
        let rig = try Rig(.init(next: "done"))
        _ = try await rig.client.signIn(username: "maria", password: "right")
        rig.server.change { $0.refusal = (path, response) }
        await #expect(throws: CountersignError.deviceRemoved) {
            try await rig.client.refresh()
            _ = try await rig.client.me()
        }
        #expect(try rig.store.load() == nil)
    }

    @Test func signingOutKeepsTheDevice() async throws {
        let rig = try Rig(.init(next: "done"))
        _ = try await rig.client.signIn(username: "maria", password: "right")
        let thumbprint = try await rig.client.proofKeyThumbprint()
        try await rig.client.signOut()
        #expect(rig.transport.requests.last?.form["token"] == "refresh 1")
        #expect(try await !rig.client.isSignedIn())
        #expect(try await rig.client.proofKeyThumbprint() == thumbprint)
        await #expect(throws: CountersignError.notSignedIn) { try await rig.client.me() }
    }

    @Test func aStoreOfAnotherServerIsRefused() async throws {
        let rig = try Rig()
        _ = try await rig.client.proofKeyThumbprint()
        let other = try CountersignClient(origin: "https://other.example/", store: rig.store, transport: rig.transport)
        await #expect(throws: CountersignError.keysOfAnotherServer(StandInServer.origin)) {
            try await other.signIn(username: "maria", password: "right")
        }
    }

    @Test(arguments: ["", "login.example.com", "https://a/b", "file:///etc"])
    func addressesThatAreNoOriginAreRefused(text: String) {
        #expect(throws: CountersignError.invalidOrigin) { try CountersignClient(origin: text, store: MemoryKeyStore()) }
    }

    @Test func everyErrorHasASentence() {
        let errors: [CountersignError] = [
            .invalidOrigin, .unreachable("x."), .wrongCredentials, .wrongCode, .tooManyAttempts(retryAfter: 1),
            .tooManyAttempts(retryAfter: nil), .temporarilyUnavailable(retryAfter: 3), .deviceNameMismatch(.quotes),
            .refused(name: "n", detail: "It did not work.", reference: "R1"), .keyStore(.unwritable(path: "/p")),
        ]
        #expect(errors.allSatisfy { $0.message.hasSuffix(".") || $0.message.hasSuffix(")") })
        #expect(
            "\(CountersignError.tooManyAttempts(retryAfter: 30))"
                == "There were too many attempts. Try again in 30 seconds.")
    }
}
