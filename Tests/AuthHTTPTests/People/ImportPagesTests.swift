import AuthDomain
import TestSupport
import Testing

@testable import AuthHTTP

/// Importing people in the console.
@Suite struct ImportPagesTests {
    @Test func aFileIsImportedAndEachProblemIsNamed() async throws {
        try await HTTPWorld.run { world in
            let admin = try await administrator(world)
            let names = (0..<60).map { "p\($0)" } + ["", "bad<script>", "P3"]
            let page = try await admin.upload(names.joined(separator: "\n"))
            #expect(page.status == 200)
            #expect(page.body.contains("25 of 62 lines read") && page.body.contains("62 of 62 lines read"))
            #expect(page.body.contains("Line 62: the username is not valid"))
            #expect(page.body.contains("Line 63: the username is taken"))
            #expect(page.body.contains("60 added, 2 skipped.") && page.body.contains("</html>"))
            #expect(!page.body.contains("<script>"))
            #expect(try await world.stores.accounts.account(named: "p59") != nil)
        }
    }

    @Test func whatWasAddedStaysWhenTheDatabaseGoesAway() async throws {
        try await HTTPWorld.run { world in
            let admin = try await administrator(world)
            let names = (0..<25).map { "p\($0)" } + ["away", "later"]
            let page = try await admin.upload(names.joined(separator: "\r\n"))
            #expect(page.body.contains("Stopped at line 26") && page.body.contains("25 added, 0 skipped."))
            #expect(try await world.stores.accounts.account(named: "later") == nil)
        }
    }

    @Test func whatIsNoFileOfPeopleIsRefused() async throws {
        try await HTTPWorld.run { world in
            let admin = try await administrator(world)
            #expect(try await admin.upload("\n \r\n\t\n").status == 422)
            _ = try await admin.get(Upload.path)
            #expect(try await admin.upload(String(repeating: "x\n", count: ImportFile.mostLines + 1)).status == 422)
            _ = try await admin.get(Upload.path)
            #expect(try await admin.upload(String(repeating: "x", count: Upload.longest)).status == 413)
            _ = try await admin.get(Upload.path)
            // As an ordinary form the token is right, but there is no file.
            #expect(try await admin.post(Upload.path).status == 400)
            #expect(try await world.stores.accounts.account(named: "x") == nil)
        }
    }

    @Test func withoutTheFormsTokenNothingIsRead() async throws {
        try await HTTPWorld.run { world in
            let admin = try await administrator(world)
            #expect(try await admin.upload("nova", csrf: "").status == 403)
            _ = try await admin.get(Upload.path)
            #expect(try await admin.upload("nova", origin: "https://evil.example").status == 403)
            #expect(try await world.stores.accounts.account(named: "nova") == nil)
        }
    }

    @Test(arguments: [Account.Role.person, .helpdesk, .auditor])
    func nobodyElseImports(_ role: Account.Role) async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("visitor", role)
            let browser = try await world.signedIn("visitor")
            let refused = role.isStaff ? 403 : 404
            #expect(try await browser.get(Upload.path).status == refused)
            _ = try await browser.get("/profile")
            #expect(try await browser.upload("nova").status == refused)
            #expect(try await world.stores.accounts.account(named: "nova") == nil)
        }
    }

    @Test func linesKeepTheirNumbers() throws {
        let file = Array("\u{FEFF}a\n\n  \nb\r\n".utf8) + [0xFF, 0x0A]
        let lines = try ImportFile.lines(file)
        #expect(lines.map(\.number) == [1, 4, 5])
        #expect(lines.map(\.text) == ["a", "b", "{}"])
    }

    @Test func tablesAreReadAsSpreadsheetsWriteThem() throws {
        let lines = try ImportFile.lines(Array("\u{FEFF}username;email\r\nmaria;\r\n;;\r\n".utf8))
        #expect(lines.map(\.number) == [2, 3])
        #expect(lines.map(\.text) == ["{\n  \"username\": \"maria\"\n}", ""])
        #expect(throws: ImportFile.Problem.tooManyLines) {
            try ImportFile.lines(Array(String(repeating: "{}\n", count: ImportFile.mostLines + 1).utf8))
        }
    }

    @Test func aHeadingThatIsWrongIsToldAndNothingIsAdded() async throws {
        try await HTTPWorld.run { world in
            let admin = try await administrator(world)
            let answer = try await admin.upload("username,<b>\nnova,x\n")
            #expect(answer.status == 422 && answer.body.contains("which is not known"))
            #expect(!answer.body.contains("“<b>"))
            #expect(try await world.stores.accounts.account(named: "nova") == nil)
        }
    }

    /// A browser on the page that asks for a file.
    private func administrator(_ world: HTTPWorld) async throws -> Browser {
        _ = try await world.add("boss", .admin)
        let browser = try await world.signedIn("boss")
        #expect(try await browser.get(Upload.path).status == 200)
        return browser
    }
}
