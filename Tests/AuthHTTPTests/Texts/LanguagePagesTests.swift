import AuthDomain
import TestSupport
import Testing

@testable import AuthHTTP

/// Pages in the language that the browser asks for, down to sentences with names and dates in them.
@Suite struct LanguagePagesTests {
    @Test(arguments: [
        ("de-AT,de;q=0.9", "Anmelden", "Benutzername oder Passwort stimmt nicht."),
        ("hr", "Prijava", "Korisničko ime ili lozinka nisu točni."),
        ("fr", "Sign in", "Username or password is not right."),
    ])
    func aRefusedSignInIsExplained(accepting: String, title: String, problem: String) async throws {
        try await HTTPWorld.run { world in
            try await world.addPerson("maria")
            let browser = Browser(world, accepting: accepting)
            let page = try await browser.signIn("maria", password: "not this one")
            #expect(page.status == 401)
            #expect(page.body.contains(title))
            #expect(page.body.contains(problem))
        }
    }

    @Test func eventsAreToldInTheReadersLanguage() async throws {
        try await HTTPWorld.run { world in
            let (_, browser) = try await world.signedIn()
            let german = Browser(world, cookies: browser.cookieHeader, accepting: "de")
            let list = try await german.get("/profile/access")
            #expect(list.body.contains("wurde registriert."))
            #expect(!list.body.contains("was registered."))
        }
    }

    @Test func aDateInASentenceIsInTheReadersLanguage() throws {
        let catalogue = try Catalogue(assets: AssetStore())
        let locked = FreezeSentences.locked(until: Instant(milliseconds: 1_800_000_000_000))
        #expect(catalogue.text(locked, in: .german).contains("15. Januar 2027, 08:00 UTC"))
        #expect(locked.english.contains("15 January 2027, 08:00 UTC"))
    }

    @Test func nothingToSayLeavesNoHole() throws {
        let nobody: Phrase? = nil
        #expect(Phrase("Done\(nobody).").english == "Done.")
    }
}
