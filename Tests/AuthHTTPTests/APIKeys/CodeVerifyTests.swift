import AuthDomain
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import AuthHTTP

/// `POST /v1/codes/verify`, and every way to be refused.
@Suite struct CodeVerifyTests {
    private let secret = [UInt8](repeating: 7, count: 20)

    @Test func aRightCodeIsAcceptedOnce() async throws {
        try await HTTPWorld.run { [secret] world in
            let maria = try await world.addPerson()
            let device = try await world.addAuthenticator(
                of: maria, secret: secret, name: #"Maria's "old" \ app 📱"#)
            let shop = try await BackEnd(world)
            let answer = try await shop.verify(" Maria ", world.code(of: secret))
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType] == "application/json")
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(answer.headers[.setCookie] == nil)
            #expect(
                answer.body == #"{"accepted":true,"device":{"id":"\#(device.id.text)","#
                    + #""name":"Maria's \"old\" \\ app 📱"}}"#)
            let again = try await shop.verify("maria", world.code(of: secret))
            #expect(again.status == 403)
            #expect(again.problem == "code-already-used")
            let actions = try await world.stores.actions(of: maria.id)
            #expect(actions.filter { $0 == .codeAccepted }.count == 1)
        }
    }

    @Test func ofParallelCallsWithOneCodeOneIsAccepted() async throws {
        try await HTTPWorld.run { [secret] world in
            try await world.addAuthenticator(of: try await world.addPerson(), secret: secret)
            let shop = try await BackEnd(world)
            let code = world.code(of: secret)
            let answers = try await race { _ in try await shop.verify("maria", code) }
            #expect(answers.filter { $0.status == 200 }.count == 1)
            #expect(answers.allSatisfy { [200, 403, 429].contains($0.status) })
        }
    }

    @Test func whoeverHasNoRightCodeGetsTheSameAnswer() async throws {
        try await HTTPWorld.run { [secret] world in
            try await world.addAuthenticator(of: try await world.addPerson(), secret: secret)
            try await world.addPerson("bare")
            let disabled = try await world.addPerson("disabled")
            try await world.addAuthenticator(of: disabled, secret: secret)
            _ = try await world.stores.accounts.setDisabled(
                true, account: disabled.id,
                recording: Sample.record(.accountDisabled, disabled))
            let shop = try await BackEnd(world)
            let right = world.code(of: secret)
            let wrong = right == "000000" ? "111111" : "000000"
            let long = String(repeating: "x", count: 3000)
            var answers: Set<String> = []
            for (name, code) in [
                ("maria", wrong), ("maria", ""), ("maria", long), ("nobody", right),
                ("bare", right), ("disabled", right), ("", right), (long, right),
                ("maria\u{202E}", right),
            ] {
                let answer = try await shop.verify(name, code)
                #expect(answer.status == 403)
                #expect(answer.problem == "code-refused")
                let reference = try #require(
                    Browser.value(after: #""reference":""#, in: answer.body))
                answers.insert(
                    answer.body.replacing(reference, with: "")
                        + "\(answer.headers.map { "\($0.name): \($0.value.count)" })")
            }
            #expect(Set(answers.map { $0.prefix { $0 != "}" } }).count == 1)
            #expect(try await shop.verify("maria", right).status == 200)
        }
    }

    @Test func manyWrongCodesMakeWaitAndThenEnd() async throws {
        try await HTTPWorld.run { [secret] world in
            try await world.addAuthenticator(of: try await world.addPerson(), secret: secret)
            let shop = try await BackEnd(world)
            for _ in 0..<5 {
                #expect(try await shop.verify("maria", "none").problem == "code-refused")
            }
            let waiting = try await shop.verify("maria", world.code(of: secret))
            #expect(waiting.status == 429)
            #expect(waiting.problem == "too-many-attempts")
            #expect(waiting.headers[.retryAfter] == "30")
            for _ in 5..<50 {
                world.clock.advance(by: .hours(1))
                #expect(try await shop.verify("maria", "none").problem == "code-refused")
            }
            world.clock.advance(by: .hours(1))
            let ended = try await shop.verify("maria", world.code(of: secret))
            #expect(ended.status == 403)
            #expect(ended.problem == "codes-disabled")
        }
    }

    @Test func aCodeOfADecomposedNameIsItsPersons() async throws {
        try await HTTPWorld.run { [secret] world in
            let account = try await world.addPerson("zo\u{EB}")
            try await world.addAuthenticator(of: account, secret: secret)
            let shop = try await BackEnd(world)
            let answer = try await shop.verify("zoe\u{308}", world.code(of: secret))
            #expect(answer.status == 200)
        }
    }

    @Test(arguments: [nil, "", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"])
    func otherContentTypesAreRefused(type: String?) async throws {
        try await HTTPWorld.run { world in
            let shop = try await BackEnd(world)
            let answer = try await shop.post(
                Array(#"{"username":"maria","code":"123456"}"#.utf8), type: type)
            #expect(answer.status == 415)
            #expect(answer.problem == "unsupported-media-type")
        }
    }

    @Test(arguments: ["application/json; charset=utf-8", "Application/JSON", "application/json ;x=y"])
    func parametersOfTheContentTypeDoNotMatter(type: String) async throws {
        try await HTTPWorld.run { world in
            let shop = try await BackEnd(world)
            let answer = try await shop.post(
                Array(#"{"username":"maria","code":"123456"}"#.utf8), type: type)
            #expect(answer.problem == "code-refused")
        }
    }

    @Test func aBodyOverFourKibibytesIsRefused() async throws {
        try await HTTPWorld.run { world in
            let shop = try await BackEnd(world)
            let start = Array(#"{"username":"maria","code":"123456"}"#.utf8)
            let longest = start + [UInt8](repeating: 0x20, count: 4096 - start.count)
            #expect(try await shop.post(longest).problem == "code-refused")
            let answer = try await shop.post(longest + [0x20])
            #expect(answer.status == 413)
            #expect(answer.problem == "too-large")
        }
    }

    @Test func bodiesThatAreNoRequestAreRefused() async throws {
        try await HTTPWorld.run { world in
            let shop = try await BackEnd(world)
            for body in JSONTextReaderTests.hostile {
                let answer = try await shop.post(body)
                #expect(answer.status == 400, "\(String(decoding: body.prefix(60), as: UTF8.self))")
                #expect(answer.problem == "invalid-request")
            }
        }
    }
}
