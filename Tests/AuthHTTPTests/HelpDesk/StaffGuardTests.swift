import AuthDomain
import TestSupport
import Testing

@testable import AuthHTTP

/// Each role at each door under `/admin/`.
@Suite struct StaffGuardTests {
    private static let roles: [Account.Role] = [.person, .auditor, .helpdesk, .admin]

    @Test(arguments: roles)
    func onlyStaffFindsThePages(_ role: Account.Role) async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("visitor", role)
            let browser = try await world.signedIn("visitor")
            let expected = role.isStaff ? 200 : 404
            for path in ["/admin/", "/admin/people", "/admin/people?q=ma", "/admin/people/\(maria.id.text)"] {
                #expect(try await browser.get(path).status == expected, "\(path)")
            }
            #expect(try await browser.get("/profile").body.contains("href=\"/admin/\"") == role.isStaff)
            #expect(try await browser.get("/admin/people/nobody").status == 404)
            #expect(
                try await browser.get("/admin/people/\(maria.id.text)/nothing").status
                    == (role == .auditor ? 403 : 404))
        }
    }

    @Test(arguments: StaffAction.allCases, roles)
    fileprivate func eachActionIsForStaffAndAboutOrdinaryPeople(
        _ action: StaffAction, _ role: Account.Role
    ) async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            let other = try await world.add("other", .admin)
            let me = try await world.add("visitor", role)
            let browser = try await world.signedIn("visitor")
            for target in [other, me] {
                let path = action.path(of: target.id)
                // An administrator may unlock another one, and nothing else.
                let isAllowed = role == .admin && action == .unlock && target.id == other.id
                let expected = isAllowed ? 200 : role.isStaff ? 403 : 404
                #expect(try await browser.get(path).status == expected)
                let token = Browser.value(
                    after: "name=\"csrf\" value=\"", in: try await browser.get("/profile").body)
                let answer = try await browser.post(
                    path, [("uses", "1"), ("hours", "4")], csrf: token)
                #expect(answer.status == expected)
            }
            if !role.isStaff {
                _ = try await browser.get("/profile")
                #expect(try await browser.post(action.path(of: maria.id)).status == 404)
            }
            #expect(try await world.stores.resets.open(of: other.id, at: world.clock.now) == nil)
            #expect(try await world.stores.bypassCodes.active(of: other.id, at: world.clock.now) == nil)
        }
    }

    @Test func staffNeedsTwoFactorsAndAFreshProof() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("new", .helpdesk, hasFactor: false)
            let beginner = Browser(world)
            _ = try await beginner.signIn("new")
            #expect(try await beginner.get("/admin/").path == "/profile/access/mobile/register")

            let desk = try await world.add("desk", .helpdesk)
            let start = StaffAction.startReset.path(of: maria.id)
            let issued = try await world.services.helpDesk.bypassCodes.issue(
                for: desk, by: .commandLine, source: Sample.source
            ).get()
            let weak = Browser(world)
            _ = try await weak.signIn("desk")
            let answer = try await weak.post(
                "/sign-in/code", [("method", "bypass-code"), ("code", issued.code.text)])
            #expect(answer.path == "/profile")
            #expect(try await weak.get("/admin/").path.hasPrefix("/sign-in/code"))

            let browser = try await world.signedIn("desk")
            let page = try await browser.get(start)
            #expect(page.status == 200)
            world.clock.advance(by: .minutes(11))
            #expect(try await browser.get("/admin/").status == 200)
            #expect(try await browser.get(start).path == "/reauthenticate?next=\(start)")
            _ = try await browser.get("/admin/")
            let token = Browser.value(after: "name=\"csrf\" value=\"", in: page.body)
            #expect(try await browser.post(start, csrf: token).path == "/reauthenticate?next=\(start)")
            #expect(try await world.stores.resets.open(of: maria.id, at: world.clock.now) == nil)
        }
    }

    @Test func anActionWithoutTheFormsTokenIsRefused() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("desk", .helpdesk)
            let browser = try await world.signedIn("desk")
            let path = StaffAction.startReset.path(of: maria.id)
            #expect(try await browser.post(path, csrf: "").status == 403)
            #expect(try await world.stores.resets.open(of: maria.id, at: world.clock.now) == nil)
        }
    }
}
