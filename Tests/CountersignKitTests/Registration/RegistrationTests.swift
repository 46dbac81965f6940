import CountersignKit
import Foundation
import OTPCore
import Testing

@Suite struct RegistrationTests {
    /// The code that the phone shows, and the one that the portal expects at the same moment.
    private func codes(_ rig: Rig, clockOffset: Int64 = 0) async throws -> (
        shown: OneTimeCode, expected: [OneTimeCode?]
    ) {
        let shown = try await rig.client.currentCode()
        let now = Int64(Date().timeIntervalSince1970 * 1000) + clockOffset
        let thumbprint = try await rig.client.proofKeyThumbprint()
        // The step may have turned in between.
        let expected = try [0, -1].compactMap { TimeStep(unixMilliseconds: now).advanced(by: $0) }
            .map { try rig.server.expectedCode(thumbprint: thumbprint, at: $0) }
        #expect(shown.timeLeft > .zero && shown.timeLeft <= .seconds(30))
        return (shown.code, expected)
    }

    @Test func theLinkGivesTheCodeThatThePortalExpects() async throws {
        let rig = try Rig()
        let begun = try await rig.client.signIn(username: "maria", password: "right")
        guard case .mustRegister = begun else {
            Issue.record("\(begun)")
            return
        }
        let claim = try await rig.client.claim(link: rig.server.link)
        #expect(claim.deviceName == StandInServer.deviceName)
        let codes = try await codes(rig)
        #expect(codes.expected.contains(codes.shown))
        #expect(try await rig.client.continueSignIn() == .notYetConfirmed)
        rig.server.confirm()
        guard case .signedIn? = try await rig.client.waitForConfirmation() else {
            Issue.record("not signed in")
            return
        }
        #expect(try await rig.client.registeredDeviceName() == StandInServer.deviceName)
        let after = try await self.codes(rig)
        #expect(after.expected.contains(after.shown))
    }

    @Test func theSetupCodeWorksAsTyped() async throws {
        let rig = try Rig()
        _ = try await rig.client.signIn(username: "maria", password: "right")
        _ = try await rig.client.claim(setupCode: "7k3qf 9xw2m", deviceName: StandInServer.deviceName)
        let codes = try await codes(rig)
        #expect(codes.expected.contains(codes.shown))
    }

    @Test(arguments: [-7_200_000, 90_000, 86_400_000] as [Int64])
    func theServersClockCounts(offset: Int64) async throws {
        let rig = try Rig(.init(clockOffset: offset))
        _ = try await rig.client.signIn(username: "maria", password: "right")
        _ = try await rig.client.claim(link: rig.server.link)
        let codes = try await codes(rig, clockOffset: offset)
        #expect(codes.expected.contains(codes.shown))
        let (_, claims) = try #require(rig.transport.requests.last).proof()
        let time = try #require(claims["iat"] as? NSNumber).doubleValue
        #expect(abs(time - Date().timeIntervalSince1970 - Double(offset) / 1000) < 10)
    }

    @Test(arguments: ["ticket", "server_public_key", "origin", "user_id", "device_name"])
    func anAnswerThatContradictsTheLinkIsRefused(field: String) async throws {
        let other = [
            "ticket": Base64URL.encode([UInt8](repeating: 9, count: 16)),
            "server_public_key": Base64URL.encode([2] + [UInt8](repeating: 9, count: 32)),
            "origin": "https://login.example.org", "user_id": "someone", "device_name": "maria's Pixel 8",
        ]
        let rig = try Rig(.init(claimAnswer: [field: other[field, default: ""]]))
        _ = try await rig.client.signIn(username: "maria", password: "right")
        await #expect(throws: CountersignError.contradictingAnswer) {
            try await rig.client.claim(link: rig.server.link)
        }
        await #expect(throws: CountersignError.notRegistered) { try await rig.client.currentCode() }
    }

    @Test(
        arguments: [
            ("hello", .notAPairingLink), ("otpauth://totp/a?secret=AAAA", .authenticatorAppCode),
        ] as [(String, CountersignError)])
    func otherCodesAreNamedWithoutAskingTheServer(text: String, error: CountersignError) async throws {
        let rig = try Rig()
        await #expect(throws: error) { try await rig.client.claim(link: text) }
        #expect(rig.transport.requests.isEmpty)
    }

    @Test func linksOfOtherServersAreNamed() async throws {
        let rig = try Rig()
        let link = rig.server.link.replacing("login.example.com", with: "evil.example")
        await #expect(throws: CountersignError.linkOfAnotherServer("https://evil.example")) {
            try await rig.client.claim(link: link)
        }
    }

    @Test func typedValuesAreCheckedFirst() async throws {
        let rig = try Rig()
        await #expect(throws: CountersignError.notASetupCode) {
            try await rig.client.claim(setupCode: "7K3QF", deviceName: "x")
        }
        await #expect(throws: CountersignError.invalidDeviceName) {
            try await rig.client.claim(setupCode: "7K3QF9XW2M", deviceName: "")
        }
        await #expect(throws: CountersignError.noPendingSignIn) {
            try await rig.client.claim(setupCode: "7K3QF9XW2M", deviceName: "x")
        }
    }

    @Test(
        arguments: [
            (404, "registration-not-found", .registrationNotFound), (410, "registration-expired", .registrationExpired),
            (403, "wrong-account", .wrongAccount), (409, "already-claimed", .alreadyClaimed),
            (409, "device-name-mismatch", .deviceNameMismatch(.letterCase)), (401, "invalid-session", .signInExpired),
            (429, "too-many-attempts", .tooManyAttempts(retryAfter: 30)),
            (400, "invalid-request", .refused(name: "invalid-request", detail: "It did not work.", reference: "R1")),
        ] as [(Int, String, CountersignError)])
    func refusalsOfTheServerAreNamed(status: Int, name: String, error: CountersignError) async throws {
        let more: [String: any Sendable] = ["difference": "case", "reference": "R1", "retry_after": 30]
        let rig = try Rig(.init(refusal: ("/v1/registrations/claim", .problem(status, name, more))))
        _ = try await rig.client.signIn(username: "maria", password: "right")
        await #expect(throws: error) { try await rig.client.claim(link: rig.server.link) }
    }

    @Test(arguments: [Continuation.Rejection.rejected, .expired, .tooManyCodes])
    func aRejectionForgetsTheClaimAndKeepsTheSignIn(reason: Continuation.Rejection) async throws {
        let rig = try Rig()
        _ = try await rig.client.signIn(username: "maria", password: "right")
        _ = try await rig.client.claim(link: rig.server.link)
        rig.server.change { $0.rejection = reason.rawValue }
        #expect(try await rig.client.continueSignIn() == .rejected(reason))
        await #expect(throws: CountersignError.notRegistered) { try await rig.client.currentCode() }
        _ = try await rig.client.claim(link: rig.server.link)
    }

    @Test func anotherProcessCanGoOn() async throws {
        let rig = try Rig()
        _ = try await rig.client.signIn(username: "maria", password: "right")
        let second = try CountersignClient(origin: StandInServer.origin, store: rig.store, transport: rig.transport)
        _ = try await second.claim(link: rig.server.link)
        rig.server.confirm()
        let third = try CountersignClient(origin: StandInServer.origin, store: rig.store, transport: rig.transport)
        guard case .signedIn = try await third.continueSignIn() else {
            Issue.record("not signed in")
            return
        }
    }
}
