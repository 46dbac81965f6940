import AuthDomain
import CountersignKit
import OTPCore
import TestSupport
import Testing

@testable import AuthHTTP

/// The way back in when the phone is gone, through the pages.
@Suite struct ReRegistrationTests {
    @Test func aPersonRegistersANewPhoneInPlaceOfTheOldOnes() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("desk", .helpdesk)
            let old = try await world.signedIn("maria")
            let desk = try await world.signedIn("desk")
            let started = try await act(.startReset, maria, desk)
            #expect(started.body.contains("Re-registration started"))
            #expect(try await old.get("/profile/access").body.contains("Stop this"))

            // Before it takes effect a temporary code signs in and registers nothing.
            let early = try await confirmed(world, maria, desk)
            #expect(try await early.get(TenStepsTests.base).path.hasPrefix("/sign-in/code"))
            world.clock.advance(by: .hours(24))

            let new = try await confirmed(world, maria, try await world.signedIn("desk"))
            #expect(try await new.get("/profile/access").body.contains("Register a new phone"))
            // The old one's very name is free again.
            let (path, link, _) = try await TenStepsTests.begin(new, name: "Old app")
            let phone = try world.phone()
            _ = try await phone.signIn(username: "maria", password: HTTPWorld.password)
            _ = try await phone.claim(link: link)
            _ = try await new.get(path)
            let done = try await new.post(
                path + "/code", [("code", try await phone.currentCode().code.text)])
            #expect(done.body.contains("Device registered"))
            let active = try await world.stores.devices.active(of: maria.id)
            #expect(active.map(\.kind) == [.phone])
            #expect(try await old.get("/profile").path.hasPrefix("/sign-in"))
            #expect(try await world.stores.resets.open(of: maria.id, at: world.clock.now) == nil)
            #expect(try await new.get("/profile/access").body.contains("Stop this") == false)
            let actions = try await world.stores.actions(of: maria.id)
            #expect(actions.contains(.resetUsed) && actions.contains(.deviceRevoked))
        }
    }

    @Test func thePersonStopsIt() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("desk", .helpdesk)
            let old = try await world.signedIn("maria")
            _ = try await act(.startReset, maria, try await world.signedIn("desk"))
            _ = try await old.get("/profile/access")
            let stopped = try await old.post("/profile/access/reset/stop")
            #expect(stopped.body.contains("Re-registration stopped"))
            #expect(!stopped.body.contains("Stop this"))
            world.clock.advance(by: .hours(25))
            let late = try await confirmed(world, maria, try await world.signedIn("desk"))
            #expect(try await late.get(TenStepsTests.base).path.hasPrefix("/sign-in/code"))
            _ = try await late.get("/profile/access")
            #expect(try await late.post("/profile/access/reset/stop").path == "/profile/access")
        }
    }

    @Test func aWithdrawalInTheMiddleEndsTheRegistration() async throws {
        var policy = Policy.Settings()
        policy.resetDelay = .zero
        try await HTTPWorld.run(policy: policy) { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("desk", .helpdesk)
            let desk = try await world.signedIn("desk")
            _ = try await act(.startReset, maria, desk)
            let new = try await confirmed(world, maria, desk)
            let (path, link, _) = try await TenStepsTests.begin(new)
            let phone = try world.phone()
            _ = try await phone.signIn(username: "maria", password: HTTPWorld.password)
            _ = try await phone.claim(link: link)
            _ = try await new.get(path)
            _ = try await act(.withdrawReset, maria, desk)
            let late = try await new.post(
                path + "/code", [("code", try await phone.currentCode().code.text)])
            #expect(late.path == "/profile/access/mobile")
            #expect(try await world.stores.devices.active(of: maria.id).map(\.kind) == [.authenticator])
        }
    }

    @Test func aRememberedBrowserIsNoWayToReplaceAPhone() async throws {
        var policy = Policy.Settings()
        policy.rememberedBrowserDays = 30
        policy.resetDelay = .zero
        try await HTTPWorld.run(policy: policy) { world in
            let maria = try await world.addPerson()
            _ = try await world.add("desk", .helpdesk)
            let (_, phone) = try await TenStepsTests.registered(world)
            let browser = Browser(world)
            _ = try await browser.signIn("maria")
            world.clock.advance(by: .seconds(30))
            let code = try await phone.currentCode().code.text
            _ = try await browser.post(
                "/sign-in/code", [("code", code), ("remember", "yes"), ("method", "phone")])
            _ = try await browser.get("/profile")
            _ = try await browser.post("/sign-out")
            #expect(try await browser.signIn("maria").path == "/profile")

            _ = try await act(.startReset, maria, try await world.signedIn("desk"))
            #expect(try await browser.get(TenStepsTests.base).path.hasPrefix("/sign-in/code"))
            _ = try await browser.get("/profile")
            _ = try await browser.post("/sign-out")
            #expect(try await browser.signIn("maria").path == "/sign-in/code")
        }
    }

    @Test func whoGetsInByAFactorOfTheirOwnEndsIt() async throws {
        var policy = Policy.Settings()
        policy.resetDelay = .zero
        try await HTTPWorld.run(policy: policy) { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("desk", .helpdesk)
            let own = try await world.signedIn("maria")
            _ = try await act(.startReset, maria, try await world.signedIn("desk"))
            let (path, link, _) = try await TenStepsTests.begin(own)
            let phone = try world.phone()
            _ = try await phone.signIn(username: "maria", password: HTTPWorld.password)
            _ = try await phone.claim(link: link)
            _ = try await own.get(path)
            let done = try await own.post(
                path + "/code", [("code", try await phone.currentCode().code.text)])
            #expect(done.body.contains("Device registered"))
            #expect(try await world.stores.devices.active(of: maria.id).count == 2)
            #expect(try await world.stores.resets.open(of: maria.id, at: world.clock.now) == nil)
        }
    }

    @Test func whereTwoMustAgreeTheSecondOneIsAnother() async throws {
        var policy = Policy.Settings()
        policy.resetNeedsApproval = true
        policy.resetDelay = .zero
        try await HTTPWorld.run(policy: policy) { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("desk", .helpdesk)
            _ = try await world.add("other", .helpdesk)
            let desk = try await world.signedIn("desk")
            let page = try await act(.startReset, maria, desk)
            #expect(page.body.contains("Waits for approval"))
            #expect(!page.body.contains("Approve re-registration"))
            #expect(try await desk.get(StaffAction.approveReset.path(of: maria.id)).status == 403)
            let waiting = try await confirmed(world, maria, desk)
            #expect(try await waiting.get(TenStepsTests.base).path.hasPrefix("/sign-in/code"))
            let approved = try await act(.approveReset, maria, try await world.signedIn("other"))
            #expect(approved.body.contains("In effect"))
            #expect(try await waiting.get(TenStepsTests.base).path == TenStepsTests.base)
        }
    }

    @Test func aTemporaryCodeIsShownOnceAndIsWithinLimits() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("desk", .helpdesk)
            let desk = try await world.signedIn("desk")
            let path = StaffAction.giveCode.path(of: maria.id)
            for (uses, hours) in [("0", "4"), ("1", "73"), ("", ""), ("1e1", "4"), ("٣", "4"), ("-1", "4")] {
                _ = try await desk.get(path)
                let answer = try await desk.post(path, [("uses", uses), ("hours", hours)])
                #expect(answer.status == 422)
                #expect(answer.body.contains("grant-problem"))
            }
            let code = try await temporaryCode(maria, desk)
            #expect(try await !desk.get(StaffAction.path(of: maria.id)).body.contains(code))
            let revoked = try await act(.revokeCode, maria, desk)
            #expect(revoked.body.contains("Temporary code revoked"))
            let browser = Browser(world)
            _ = try await browser.signIn("maria")
            let answer = try await browser.post(
                "/sign-in/code", [("method", "bypass-code"), ("code", code)])
            #expect(answer.status == 401)
        }
    }

    @Test func peopleAreFoundPageByPage() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("desk", .helpdesk)
            for number in 10..<35 { try await world.addPerson("Mila\(number)") }
            let desk = try await world.signedIn("desk")
            let first = try await desk.get("/admin/people?q=MILA")
            #expect(first.body.contains("Mila10") && first.body.contains("Mila29"))
            #expect(!first.body.contains("Mila30"))
            #expect(first.body.ranges(of: "Help desk</span>").count == 1, "my own role alone")
            let next = try #require(Browser.value(after: "class=\"button\" href=\"", in: first.body))
            let second = try await desk.get(next)
            #expect(second.body.contains("Mila30") && second.body.contains("Mila34"))
            #expect(!second.body.contains("Next page"))
            #expect(try await desk.get("/admin/people?q=nobody").body.contains("Nobody’s username"))
            let hostile = try await desk.get("/admin/people?q=%3Cscript%3E&after=%00%FF")
            #expect(hostile.status == 200 && !hostile.body.contains("<script>"))
        }
    }

    @Test func anInvitationIsForWhoHasNothingYet() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            let nova = try await world.add("nova", .person, hasFactor: false)
            _ = try await world.add("desk", .helpdesk)
            let desk = try await world.signedIn("desk")
            #expect(try await desk.get(StaffAction.invite.path(of: maria.id)).status == 409)
            #expect(try await desk.get(StaffAction.startReset.path(of: nova.id)).status == 409)
            let page = try await act(.invite, nova, desk)
            #expect(page.body.contains("data-testid=\"handed-code\""))
            #expect(try await world.stores.actions(of: nova.id).contains(.invitationIssued))
        }
    }

    /// Presses the button of `action`; the answer is the page after it.
    private func act(
        _ action: StaffAction, _ person: Account, _ staff: Browser
    ) async throws -> Browser.Answer {
        let path = action.path(of: person.id)
        let question = try await staff.get(path)
        #expect(question.status == 200)
        return try await staff.post(path, [("uses", "1"), ("hours", "4")])
    }

    private func temporaryCode(_ person: Account, _ staff: Browser) async throws -> String {
        let page = try await act(.giveCode, person, staff)
        let start = try #require(page.body.firstRange(of: "data-testid=\"handed-code\">"))
        return String(page.body[start.upperBound...].prefix { $0 != "<" })
    }

    /// A browser in which the person signed in with the password and a temporary code.
    private func confirmed(
        _ world: HTTPWorld, _ person: Account, _ staff: Browser
    ) async throws -> Browser {
        let code = try await temporaryCode(person, staff)
        let browser = Browser(world)
        _ = try await browser.signIn(person.username.text)
        let answer = try await browser.post(
            "/sign-in/code", [("method", "bypass-code"), ("code", code)])
        #expect(answer.path == "/profile")
        return browser
    }
}
