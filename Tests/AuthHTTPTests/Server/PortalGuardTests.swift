import AuthDomain
import HTTPTypes
import TestSupport
import Testing

@testable import AuthHTTP

@Suite struct PortalGuardTests {
    @Test func aFormWithoutTheRightTokenIsRefused() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let browser = Browser(world)
            _ = try await browser.get("/sign-in")
            let fields = [("username", "maria"), ("password", HTTPWorld.password)]
            #expect(try await browser.post("/sign-in", fields, csrf: "").status == 403)
            #expect(
                try await browser.post("/sign-in", fields, csrf: String(repeating: "0", count: 64))
                    .status == 403)
            _ = try await browser.get("/sign-in")
            #expect(
                try await browser.post("/sign-in", fields, origin: "https://evil.example").status
                    == 403)
        }
    }

    @Test func theTokenOfOneBrowserIsWorthNothingInAnother() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let maria = Browser(world)
            let page = try await maria.get("/sign-in")
            let token = Browser.value(after: "name=\"csrf\" value=\"", in: page.body)
            let other = Browser(world)
            _ = try await other.get("/sign-in")
            let answer = try await other.post(
                "/sign-in", [("username", "maria"), ("password", HTTPWorld.password)],
                csrf: token)
            #expect(answer.status == 403)
        }
    }

    @Test func everyWayToFailASignInLooksAlike() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let disabled = try await world.addPerson("dora")
            _ = try await world.stores.accounts.setDisabled(
                true, account: disabled.id,
                recording: Record(
                    Audit.Entry(
                        .accountDisabled, account: disabled.id, by: .commandLine,
                        at: world.clock.now, source: .commandLine(reference: "T"))))
            var seen: Set<String> = []
            for (name, password) in [
                ("maria", "wrong"), ("nobody", "wrong"), ("dora", HTTPWorld.password), ("", ""),
                (String(repeating: "x", count: 1500), "y"),
            ] {
                let answer = try await Browser(world).signIn(name, password: password)
                #expect(answer.status == 401)
                seen.insert(Browser.value(after: "role=\"alert\">", in: answer.body) ?? answer.body)
            }
            #expect(!seen.isEmpty)
        }
    }

    @Test func tooManyWrongPasswordsHaveToWait() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let browser = Browser(world)
            for _ in 0..<10 {
                #expect(try await browser.signIn("maria", password: "wrong").status == 401)
            }
            let blocked = try await browser.signIn("maria")
            #expect(blocked.status == 429)
            #expect(blocked.headers[.retryAfter] == "30")
            world.clock.advance(by: .seconds(31))
            #expect(try await browser.signIn("maria").path == "/profile")
        }
    }

    @Test(arguments: ["//evil.example", "https://evil.example/", "/\\evil.example"])
    func signingInNeverLeadsElsewhere(_ target: String) async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let browser = Browser(world)
            _ = try await browser.get("/sign-in")
            let answer = try await browser.post(
                "/sign-in",
                [("username", "maria"), ("password", HTTPWorld.password), ("next", target)])
            #expect(answer.path == "/profile")
        }
    }

    @Test func aSessionEndsWithSignOutIdlenessAndTime() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            let browser = Browser(world)
            try await browser.signIn("maria")
            _ = try await browser.get("/profile")
            #expect(try await browser.post("/sign-out").path == "/sign-in")
            try await browser.signIn("maria")
            world.clock.advance(by: .minutes(31))
            #expect(try await browser.get("/profile").path.hasPrefix("/sign-in"))
        }
    }

    @Test func nobodySeesAnothersRegistration() async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson()
            try await world.addPerson("admin")
            let maria = Browser(world)
            try await maria.signIn("maria")
            let (path, _, _) = try await TenStepsTests.begin(maria)
            let other = Browser(world)
            try await other.signIn("admin")
            for part in ["", "/qr.svg", "/status", "/events"] {
                #expect(try await other.get(path + part).status == 404, "\(part)")
            }
            let page = try await other.get("/profile").body
            let token = Browser.value(after: "name=\"csrf\" value=\"", in: page)
            for part in ["/code", "/reject", "/cancel"] {
                #expect(try await other.post(path + part, [("code", "123456")], csrf: token).status == 404)
            }
        }
    }

    @Test func everyAnswerCarriesTheSecurityHeaders() async throws {
        try await HTTPWorld.run { world in
            let browser = Browser(world)
            for path in ["/sign-in", "/app/", "/healthz", "/nothing", "/assets/portal.css", "/v1/me", "/oauth/jwks"] {
                let answer = try await browser.get(path)
                #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
                let camera = answer.headers[.permissionsPolicy]?.contains("camera=(self)")
                #expect(camera == path.hasPrefix("/app/"), "\(path)")
            }
        }
    }
}
