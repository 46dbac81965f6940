import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import AuthHTTP

/// The app's page and manifest, as browsers get them.
@Suite struct AppShellTests {
    @Test func theAppSpeaksTheLanguageOfTheBrowser() async throws {
        try await HTTPWorld.run { world in
            for (accepted, language, heading) in [
                ("de-AT,de;q=0.9,en;q=0.5", "de", "Gerät verifizieren"), ("hr", "hr", "Potvrdite uređaj"),
                ("fr", "en", "Verify device"),
            ] {
                let page = try await Browser(world, accepting: accepted).get("/app/")
                #expect(page.status == 200)
                #expect(page.body.contains("<html lang=\"\(language)\""))
                #expect(page.body.contains(">\(heading)</h2>"))
                #expect(!page.body.contains("[["))
                #expect(page.headers[.contentLanguage] == language)
                #expect(page.headers[.vary]?.contains("Accept-Language") == true)
            }
        }
    }

    @Test func thePageCarriesTheTextsOfItsLanguage() async throws {
        try await HTTPWorld.run { world in
            let german = try await Browser(world, accepting: "de").get("/app/").body
            let block = try #require(
                german.firstMatch(of: /<script type="application\/json" id="texts">(.*)<\/script>/))
            let texts = try JSONSerialization.jsonObject(with: Data(block.output.1.utf8)) as? [String: Any]
            #expect(texts?["Your code"] as? String == "Ihr Code")
            let english = try await Browser(world, accepting: "en").get("/app/").body
            #expect(english.contains("id=\"texts\">{}</script>"))
        }
    }

    @Test func theManifestIsJSONInEveryLanguage() async throws {
        try await HTTPWorld.run { world in
            for language in ["en", "de", "hr"] {
                let answer = try await Browser(world, accepting: language).get("/app/manifest.webmanifest")
                let manifest = try #require(
                    try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
                #expect(manifest["lang"] as? String == language)
                #expect(answer.headers[.vary]?.contains("Accept-Language") == true)
            }
        }
    }

    @Test func aKeptPageIsAskedForByItsTag() async throws {
        try await HTTPWorld.run { world in
            let page = try await Browser(world, accepting: "de").get("/app/")
            let tag = try #require(page.headers[.eTag])
            for (language, status) in [("de", 304), ("hr", 200)] {
                let again = try await world.client.execute(
                    uri: "/app/", method: .get,
                    headers: [.ifNoneMatch: tag, .acceptLanguage: language], body: nil)
                #expect(again.status.code == status, "\(language)")
            }
        }
    }
}
