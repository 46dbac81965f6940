import AuthDomain
import TestSupport
import Testing

@testable import AuthHTTP

/// What administrators change, and that nobody else does.
@Suite struct AdminActionTests {
    @Test(arguments: AdminAction.allCases, Account.Role.allCases)
    fileprivate func onlyAdministratorsFindTheDoorsAndNeverTheirOwn(
        _ action: AdminAction, _ role: Account.Role
    ) async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            let me = try await world.add("visitor", role)
            let browser = try await world.signedIn("visitor")
            for target in [maria, me] {
                let mayAct = role == .admin && target.id == maria.id
                let refused = role.isStaff ? 403 : 404
                let path = action.path(of: target.id)
                // The account is enabled and has a factor: nothing to enable, nothing to be exempt from.
                let offered = [.enable, .exempt, .endExemption].contains(action) ? 409 : 200
                #expect(try await browser.get(path).status == (mayAct ? offered : refused))
                let removal =
                    "\(StaffAction.path(of: target.id))/devices/\(try await device(of: target, world).id.text)/remove"
                #expect(try await browser.get(removal).status == (mayAct ? 200 : refused))
                guard !mayAct else { continue }
                let token = Browser.value(
                    after: "name=\"csrf\" value=\"", in: try await browser.get("/profile").body)
                #expect(try await browser.post(path, [("role", "admin")], csrf: token).status == refused)
                #expect(try await browser.post(removal, csrf: token).status == refused)
            }
            let page = try await browser.get(StaffAction.path(of: maria.id))
            #expect(page.body.contains("/disable\"") == (role == .admin))
            let now = try await world.stores.accounts.account(maria.id)
            #expect(now?.role == .person && now?.isDisabled == false)
            #expect(try await world.stores.accounts.account(me.id)?.role == role)
            #expect(try await world.stores.devices.active(of: maria.id).count == 1)
        }
    }

    @Test func anAdministratorDisablesAndEnablesAndThePersonIsTold() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("boss", .admin)
            let victim = try await world.signedIn("maria")
            let admin = try await world.signedIn("boss")
            #expect(try await act(.disable, maria, admin).body.contains("Account disabled"))
            #expect(try await victim.get("/profile").path.hasPrefix("/sign-in"))
            #expect(try await world.stores.accounts.account(maria.id)?.isDisabled == true)
            #expect(try await admin.get(AdminAction.disable.path(of: maria.id)).status == 409)
            #expect(try await act(.enable, maria, admin).body.contains("Account enabled"))
            let entries = try await world.stores.audit.entries(of: maria.id.text, after: 0, limit: 50)
            let change = try #require(entries.first { $0.fields.action == "account.disabled" })
            #expect(change.fields.actor.hasPrefix("administrator:"))
            #expect(change.fields.details.contains("from=enabled") && change.fields.details.contains("to=disabled"))
            let told = try await world.stores.outbox.newest(limit: 20).map(\.event)
            #expect(told.contains("account-disabled") && told.contains("account-enabled"))
        }
    }

    @Test func somebodyIsExemptForSomeTimeWithAReasonAndTold() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.addPerson("maria")
            for (name, role) in [("boss", Account.Role.admin), ("olga", .auditor)] {
                _ = try await world.add(name, role)
            }
            let admin = try await world.signedIn("boss")
            let path = AdminAction.exempt.path(of: maria.id)
            for (days, reason) in [
                ("0", "repair"), ("91", "repair"), ("-1", "repair"), ("x", "repair"),
                ("999999999999999999999", "repair"),
                ("7", ""), ("7", "a\u{202E}b"), ("7", String(repeating: "x", count: 201)),
            ] {
                _ = try await admin.get(path)
                let page = try await admin.post(path, [("days", days), ("reason", reason)])
                #expect(page.status == 422, "\(days) \(reason)")
                #expect(page.body.contains("value=\"\(days)\""))
            }
            _ = try await admin.get(path)
            let empty = try await admin.post(path)
            #expect(empty.status == 422)
            #expect(empty.body.ranges(of: "aria-invalid").count == 2, "both are marked")
            _ = try await admin.get(path)
            let done = try await admin.post(path, [("days", "7"), ("reason", "<repair>")])
            #expect(done.body.contains("Exempt from now on") && done.body.contains("Exempt until"))
            let exemption = try await world.services.policyConsole.store.look(at: maria.id).subject.exemption
            #expect(exemption == Policy.Exemption(reason: "<repair>", expiresAt: world.clock.now + .days(7)))
            #expect(try await admin.get(path).status == 409)
            _ = try await admin.get(AdminAction.giveRole.path(of: maria.id))
            #expect(try await admin.post(path, [("days", "90"), ("reason", "more")]).status == 409)
            #expect(try await world.services.policyConsole.store.look(at: maria.id).subject.exemption == exemption)
            let page = try await world.signedIn("olga").get(StaffAction.path(of: maria.id)).body
            #expect(page.contains("&lt;repair&gt;") && !page.contains("end-exemption"))
            #expect(try await act(.endExemption, maria, admin).body.contains("Exemption ended"))
            #expect(try await world.services.policyConsole.store.look(at: maria.id).subject.exemption == nil)
            #expect(try await admin.post(AdminAction.endExemption.path(of: maria.id)).status == 409)
            let told = try await world.stores.outbox.newest(limit: 20).filter { $0.event == "staff-acted" }
            #expect(told.count == 2)
            let changes = try await world.stores.actions(of: maria.id).filter { $0 == .exemptionChanged }
            #expect(changes.count == 2)
        }
    }

    @Test func anExemptionThatIsOverIsNone() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.addPerson("maria")
            _ = try await world.add("boss", .admin)
            let administration = world.services.helpDesk.administration
            let boss = try #require(try await world.stores.accounts.account(named: "boss"))
            let terms = try #require(Policy.ExemptionTerms(days: 1, reason: "repair"))
            #expect(
                try await administration.apply(.exempt(terms), to: maria, by: boss, source: Sample.source) == .done)
            #expect(try await administration.exemption(of: maria.id) != nil)
            world.clock.advance(by: .days(1))
            #expect(try await administration.exemption(of: maria.id) == nil)
            #expect(
                try await administration.apply(.endExemption, to: maria, by: boss, source: Sample.source) == .unchanged)
            #expect(
                try await administration.apply(.exempt(terms), to: maria, by: boss, source: Sample.source) == .done)
            let ben = try await world.add("ben", .person)
            #expect(
                try await administration.apply(.exempt(terms), to: ben, by: boss, source: Sample.source) == .unchanged)
            #expect(
                try await administration.apply(.exempt(terms), to: boss, by: boss, source: Sample.source)
                    == .refused(.ownAccount))
        }
    }

    @Test func aRoleIsChosenFromTheListAndSomebodyIsLeftToAdministrate() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            let boss = try await world.add("boss", .admin)
            let admin = try await world.signedIn("boss")
            let path = AdminAction.giveRole.path(of: maria.id)
            for role in ["", "root", "admin'--", "Admin"] {
                _ = try await admin.get(path)
                #expect(try await admin.post(path, [("role", role)]).status == 422, "\(role)")
            }
            _ = try await admin.get(path)
            #expect(try await admin.post(path, [("role", "admin")]).body.contains("Role changed"))
            #expect(try await world.stores.accounts.account(maria.id)?.role == .admin)
            #expect(try await world.stores.outbox.newest(limit: 20).map(\.event).contains("role-changed"))
            // Two who demote each other at once: one of them stays.
            let other = try await world.signedIn("maria")
            let there = AdminAction.giveRole.path(of: boss.id)
            _ = try await admin.get(path)
            _ = try await other.get(there)
            async let one = admin.post(path, [("role", "person")])
            async let two = other.post(there, [("role", "person")])
            _ = try await (one, two)
            let roles = [
                try await world.stores.accounts.account(maria.id)?.role,
                try await world.stores.accounts.account(boss.id)?.role,
            ]
            #expect(roles.filter { $0 == .admin }.count >= 1)
        }
    }

    @Test func sessionsAndDevicesEnd() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("boss", .admin)
            let victim = try await world.signedIn("maria")
            let admin = try await world.signedIn("boss")
            let page = try await admin.get(StaffAction.path(of: maria.id))
            #expect(page.body.contains("1 browser") && page.body.contains("maria@example.com"))
            #expect(page.body.contains("Signed in on the web."))
            #expect(try await act(.endSessions, maria, admin).body.contains("Signed out everywhere"))
            #expect(try await victim.get("/profile").path.hasPrefix("/sign-in"))
            let device = try await device(of: maria, world)
            let path = "\(StaffAction.path(of: maria.id))/devices/\(device.id.text)/remove"
            _ = try await admin.get(path)
            #expect(try await admin.post(path).body.contains("Device removed"))
            #expect(try await world.stores.devices.active(of: maria.id).isEmpty)
            _ = try await admin.get("/admin/people")
            #expect(try await admin.get(path).status == 404)
            let told = try await world.stores.outbox.newest(limit: 20).map(\.event)
            #expect(told.contains("sessions-ended") && told.contains("device-removed"))
        }
    }

    @Test func whatEachRoleSeesOfAPerson() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            for role in [Account.Role.helpdesk, .auditor, .admin] {
                _ = try await world.add("my\(role.rawValue)", role)
                let browser = try await world.signedIn("my\(role.rawValue)")
                let page = try await browser.get(StaffAction.path(of: maria.id)).body
                #expect(page.contains("maria@example.com") == (role != .helpdesk), "\(role)")
                #expect(page.contains("Old app") == (role != .helpdesk), "\(role)")
                #expect(page.contains("/remove\"") == (role == .admin), "\(role)")
                #expect(page.contains("/start-reset\"") == (role != .auditor), "\(role)")
            }
        }
    }

    @Test func anotherPersonsDeviceIsNotFoundHere() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            let ana = try await world.add("ana", .person)
            _ = try await world.add("boss", .admin)
            let admin = try await world.signedIn("boss")
            let device = try await device(of: ana, world)
            let path = "\(StaffAction.path(of: maria.id))/devices/\(device.id.text)/remove"
            #expect(try await admin.get(path).status == 404)
            _ = try await admin.get(AdminAction.disable.path(of: maria.id))
            #expect(try await admin.post(path).status == 409)
            #expect(try await world.stores.devices.active(of: ana.id).count == 1)
        }
    }

    private func device(of account: Account, _ world: HTTPWorld) async throws -> Device {
        try #require(try await world.stores.devices.active(of: account.id).first)
    }

    /// Presses the button of `action`; the answer is the page after it.
    private func act(
        _ action: AdminAction, _ person: Account, _ admin: Browser
    ) async throws -> Browser.Answer {
        let path = action.path(of: person.id)
        #expect(try await admin.get(path).status == 200)
        return try await admin.post(path)
    }
}
