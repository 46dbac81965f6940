import AuthDomain
import SQLStorage
import TestSupport
import Testing

@testable import AuthHTTP

/// Addresses and the language in the portal.
@Suite struct AddressPagesTests {
    private static let channels: Set<Delivery.Channel> = [.email, .sms]

    @Test func anAddressIsChangedByACodeToTheNewOneAndUndoneByTheOld() async throws {
        try await HTTPWorld.run(channels: Self.channels) { world in
            let (account, browser) = try await world.signedIn()
            #expect(try await browser.get("/profile").body.contains("maria@example.com"))
            _ = try await browser.get("/profile/address/email")
            let asked = try await browser.post(
                "/profile/address/email", [("address", " maria@new.example ")])
            #expect(asked.path.hasPrefix("/profile/address/email/changes/"))
            #expect(asked.body.contains("maria@new.example"))
            let mail = try #require(try await world.stores.outbox.newest(limit: 1).first)
            #expect(mail.recipient == "maria@new.example")
            let pin = try #require(mail.content.text.firstMatch(of: /\d{3} ?\d{3}/)).output
                .filter(\.isNumber)
            let done = try await browser.post(asked.path + "/code", [("code", String(pin))])
            #expect(done.path == "/profile?done=email-changed")
            #expect(done.body.contains("maria@new.example"))
            let told = try await world.stores.outbox.newest(limit: 10)
                .filter { $0.event == "address-changed" }
            #expect(Set(told.map(\.recipient)) == ["maria@example.com", "maria@new.example"])
            let undoable = told.filter { $0.content.text.contains("/address/undo/") }
            #expect(undoable.map(\.recipient) == ["maria@example.com"], "only the old one can undo")
            let path = try await world.linkPath("/address/undo/")
            let stranger = Browser(world)
            #expect(try await stranger.get(path).body.contains("Keep my old address"))
            #expect(try await world.reloaded(account).email == "maria@new.example")
            #expect(try await stranger.post(path).path == "/address/undo")
            #expect(try await world.reloaded(account).email == "maria@example.com")
            #expect(try await stranger.get(path).status == 200)
            #expect(try await stranger.post(path).path == "/address/undo")
        }
    }

    @Test func aPhoneNumberIsReadStrictlyAndRemovedAgain() async throws {
        try await HTTPWorld.run(channels: Self.channels) { world in
            let (account, browser) = try await world.signedIn()
            _ = try await browser.get("/profile/address/phone")
            for typed in ["0912345678", "+385 (0) 91 2345678", "maria", "", "+" + String(repeating: "9", count: 40)] {
                let page = try await browser.post("/profile/address/phone", [("address", typed)])
                #expect(page.status == 422, "\(typed)")
                #expect(page.body.contains("with its country code"))
            }
            let asked = try await browser.post(
                "/profile/address/phone", [("address", "+385 91 234-5678")])
            #expect(asked.body.contains("+385912345678"))
            let text = try #require(try await world.stores.outbox.newest(limit: 1).first)
            #expect(text.channel == .sms)
            let pin = try #require(text.content.text.firstMatch(of: /\d{6}/)).output
            let wrong = try await browser.post(asked.path + "/code", [("code", pin == "000000" ? "1" : "000000")])
            #expect(wrong.status == 401)
            let done = try await browser.post(asked.path + "/code", [("code", String(pin))])
            #expect(done.body.contains("+385912345678"))
            _ = try await browser.get("/profile/address/phone/remove")
            let removed = try await browser.post("/profile/address/phone/remove")
            #expect(removed.path == "/profile?done=phone-removed")
            #expect(try await world.reloaded(account).phoneNumber == nil)
        }
    }

    @Test func whoProvedAPasswordAloneSeesAndChangesNothing() async throws {
        try await HTTPWorld.run(channels: Self.channels) { world in
            try await world.addPerson("ivo")
            let browser = Browser(world)
            try await browser.signIn("ivo")
            let details = try await browser.get("/profile")
            #expect(!details.body.contains("@example.com"))
            #expect(!details.body.contains("/profile/address/"))
            for path in ["/profile/address/email", "/profile/address/email/remove", "/profile/address/phone"] {
                #expect(try await browser.get(path).status == 403)
                #expect(try await browser.post(path, [("address", "thief@example.net")]).status == 403)
            }
            #expect(try await world.stores.rows("SELECT id FROM address_changes").isEmpty)
        }
    }

    @Test func anOldProofIsNotEnough() async throws {
        try await HTTPWorld.run(channels: Self.channels) { world in
            let (_, browser) = try await world.signedIn()
            world.clock.advance(by: .minutes(11))
            #expect(try await browser.get("/profile/address/email").path.hasPrefix("/reauthenticate"))
        }
    }

    @Test func withoutAChannelAddressesAreNotChanged() async throws {
        try await HTTPWorld.run { world in
            let (_, browser) = try await world.signedIn()
            #expect(try await !browser.get("/profile").body.contains("href=\"/profile/address/email\""))
            _ = try await browser.get("/profile/address/email")
            let page = try await browser.post("/profile/address/email", [("address", "a@new.example")])
            #expect(page.status == 422)
        }
    }

    @Test func anothersChangeIsNotThere() async throws {
        try await HTTPWorld.run(channels: Self.channels) { world in
            let (_, browser) = try await world.signedIn()
            for id in [Sample.id(Accounts.AddressChange.self).text, "x", "..%2F.."] {
                let page = try await browser.get("/profile/address/email/changes/\(id)")
                #expect(page.path == "/profile/address/email")
            }
            #expect(try await browser.get("/profile/address/fax").status == 404)
        }
    }

    @Test func theLanguageIsChosenAndRecorded() async throws {
        try await HTTPWorld.run { world in
            let (account, browser) = try await world.signedIn()
            _ = try await browser.get("/profile")
            let done = try await browser.post("/profile/language", [("language", "de")])
            #expect(done.path == "/profile?done=language")
            #expect(try await world.reloaded(account).language == .german)
            #expect(try await world.stores.actions(of: account.id).last == .languageChosen)
            _ = try await browser.post("/profile/language", [("language", "de")])
            let chosen = try await world.stores.actions(of: account.id).filter { $0 == .languageChosen }
            #expect(chosen.count == 1, "nothing changed the second time")
            #expect(try await browser.post("/profile/language", [("language", "xx")]).status == 400)
            _ = try await browser.get("/profile")
            _ = try await browser.post("/profile/language", [("language", "")])
            #expect(try await world.reloaded(account).language == nil)
        }
    }
}

extension HTTPWorld {
    /// What is stored of `account` now.
    func reloaded(_ account: Account) async throws -> Account {
        try #require(try await stores.accounts.account(account.id))
    }
}
