import AuthDomain
import TestSupport
import Testing

@testable import AuthHTTP

/// Administrators change what people see while the server runs.
@Suite struct SettingsPagesTests {
    private let form = "/admin/settings/brand"

    private func change(
        _ browser: Browser, over: Int = 0, _ fields: [(String, String)]
    ) async throws -> Browser.Answer {
        _ = try await browser.get(form)
        return try await browser.post(form, fields + [("over", String(over))])
    }

    @Test func whatIsChangedCountsOnEveryPage() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("ada", .admin)
            let ada = try await world.signedIn("ada")
            let guest = Browser(world)
            let before = try await guest.get("/sign-in").body
            #expect(before.contains("Conversations") && !before.contains("Room 12"))
            let saved = try await change(
                ada,
                [("name", "Ćaskanje <b>"), ("accent", "#00AA55"), ("language", "hr"), ("help", "Room 12 & tel. 34")])
            #expect(saved.body.contains("Sada na snazi.") && saved.body.contains("promijenjeno ovdje"))
            let page = try await guest.get("/sign-in").body
            #expect(page.contains("Ćaskanje &lt;b&gt;") && page.contains("Pomoć: Room 12 &amp; tel. 34"))
            #expect(page.contains("<html lang=\"hr\">") && !page.contains("Conversations"))
            let app = try await guest.get("/app/").body
            #expect(app.contains("data-brand=\"Ćaskanje &lt;b&gt;\"") && app.contains("Room 12 &amp; tel. 34"))
            #expect(try await guest.get("/app/manifest.webmanifest").body.contains("\"Ćaskanje <b>\""))
            let sheet = try await guest.get("/assets/brand.css").body
            #expect(sheet.contains("--accent: #00aa55; --on-accent: #000000"))
        }
    }

    @Test func whatIsWrongIsSaidAndNothingTypedIsLost() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("ada", .admin)
            let ada = try await world.signedIn("ada")
            let page = try await change(ada, [("name", "Talks\u{202E}"), ("accent", "red"), ("help", "Room 12")])
            #expect(page.status == 422)
            #expect(page.body.contains("At most 64 characters") && page.body.contains("Type a colour"))
            #expect(page.body.contains("value=\"Room 12\"") && page.body.contains("value=\"red\""))
            for (name, value) in [
                ("language", "fr"), ("help", String(repeating: "x", count: 201)), ("accent", "#12345"),
                ("name", String(repeating: "x", count: 2_100)), ("help", String(repeating: "\u{301}", count: 401)),
            ] {
                #expect(try await change(ada, [(name, value)]).status == 422)
            }
            for over in ["", "-1", "x", "99999999999999999999"] {
                _ = try await ada.get(form)
                #expect(try await ada.post(form, [("name", "Talks"), ("over", over)]).status == 400)
            }
            #expect(world.site.brand == "Conversations")
            #expect(try await world.stores.brands.latest() == nil)
        }
    }

    @Test func ofTwoTheSecondIsTold() async throws {
        try await HTTPWorld.run { world in
            for name in ["ada", "ben"] { _ = try await world.add(name, .admin) }
            let (ada, ben) = (try await world.signedIn("ada"), try await world.signedIn("ben"))
            #expect(try await change(ada, [("name", "Ada's")]).status == 200)
            let late = try await change(ben, [("name", "Ben and")])
            #expect(late.status == 409 && late.body.contains("value=\"Ben and\""))
            #expect(late.body.contains("name=\"over\" value=\"1\""), "sent once more, it counts")
            #expect(world.site.brand == "Ada's")
            #expect(try await ben.get("/admin/settings").body.contains("Sample of ada"))
            #expect(try await change(ben, over: 1, []).status == 200)
            #expect(world.site.brand == "Conversations")
        }
    }

    @Test func auditorsLookAndTheHelpDeskDoesNot() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("olga", .auditor)
            _ = try await world.add("hana", .helpdesk)
            let (olga, hana) = (try await world.signedIn("olga"), try await world.signedIn("hana"))
            let page = try await olga.get("/admin/settings")
            #expect(page.status == 200 && !page.body.contains(form))
            #expect(try await olga.get(form).status == 403)
            #expect(try await hana.get("/admin/settings").status == 403)
        }
    }

    @Test func aVersionThatCannotBeReadIsReplaced() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("ada", .admin)
            let ada = try await world.signedIn("ada")
            #expect(try await change(ada, [("name", "Talks")]).status == 200)
            try await world.stores.tamper("UPDATE brand_versions SET changes = 'x'")
            #expect(try await ada.get("/admin/settings").body.contains("What was saved last cannot be read"))
            #expect(try await change(ada, over: 1, [("name", "Chats")]).status == 200)
            #expect(world.site.brand == "Chats")
        }
    }
}
