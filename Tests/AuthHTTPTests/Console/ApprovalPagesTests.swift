import AuthDomain
import TestSupport
import Testing

@testable import AuthHTTP

/// Where the settings ask for it, one administrator proposes and another one agrees.
@Suite struct ApprovalPagesTests {
    private let all = Set(Console.Proposal.Kind.allCases)
    private let path = "/admin/approvals"

    /// The address of the first form on the page whose end is `verb`.
    private func form(_ verb: String, in page: String) -> String? {
        page.split(separator: "action=\"").map(String.init).compactMap { $0.split(separator: "\"").first }
            .map(String.init).first { $0.hasPrefix(path) && $0.hasSuffix(verb) }
    }

    @Test func aRoleIsGivenWhenASecondAdministratorAgrees() async throws {
        try await HTTPWorld.run(approvals: all) { world in
            let maria = try await world.add("maria", .person)
            for name in ["ada", "ben"] { _ = try await world.add(name, .admin) }
            let (ada, ben) = (try await world.signedIn("ada"), try await world.signedIn("ben"))
            let ask = try await ada.get("/admin/people/\(maria.id.text)/role").body
            #expect(ask.contains("A second administrator must agree"))
            let proposed = try await ada.post("/admin/people/\(maria.id.text)/role", [("role", "admin")])
            #expect(proposed.body.contains("This waits for a second administrator now"))
            #expect(try await world.stores.accounts.account(maria.id)?.role == .person)
            let twice = try await ada.post("/admin/people/\(maria.id.text)/role", [("role", "admin")])
            #expect(twice.status == 409)

            let own = try await ada.get(path).body
            #expect(form("/approve", in: own) == nil && own.contains("Withdraw"))
            #expect(try await ben.get("/admin/").body.contains("1 change waits for a second administrator."))
            let waiting = try await ben.get(path).body
            #expect(waiting.contains("Sample of maria") && waiting.contains("Administrator"))
            let approve = try #require(form("/approve", in: waiting))
            // The author cannot, although the address is known.
            _ = try await ada.get(path)
            #expect(try await ada.post(approve).status == 409)
            #expect(try await world.stores.accounts.account(maria.id)?.role == .person)
            _ = try await ben.get(path)
            #expect(try await ben.post(approve).body.contains("Approved, and done."))
            #expect(try await world.stores.accounts.account(maria.id)?.role == .admin)
            #expect(try await ben.post(approve).status == 409)
            let actions = try await world.stores.actions(of: maria.id)
            #expect(
                actions.filter { [.proposalMade, .proposalApproved, .roleChanged].contains($0) }
                    == [.proposalMade, .proposalApproved, .roleChanged])
        }
    }

    @Test func whomItIsAboutHasNoSay() async throws {
        try await HTTPWorld.run(approvals: all) { world in
            for name in ["ada", "ben"] { _ = try await world.add(name, .admin) }
            let (ada, ben) = (try await world.signedIn("ada"), try await world.signedIn("ben"))
            let id = try #require(try await world.stores.accounts.account(named: "ben")).id
            _ = try await ada.get("/admin/people/\(id.text)/disable")
            _ = try await ada.post("/admin/people/\(id.text)/disable")
            let page = try await ben.get(path).body
            #expect(page.contains("Disable the account") && form("/approve", in: page) == nil)
            #expect(form("/drop", in: page) == nil)
            let proposal = try #require(try await world.stores.proposals.open(at: world.clock.now).first)
            #expect(try await ben.post("\(path)/\(proposal.id.text)/approve").status == 403)
            _ = try await ben.get(path)
            #expect(try await ben.post("\(path)/\(proposal.id.text)/drop").status == 409)
            #expect(try await world.stores.proposals.open(at: world.clock.now) == [proposal])
            #expect(try await world.stores.accounts.account(id)?.isDisabled == false)
        }
    }

    @Test func theOtherRefusesAndTheAuthorWithdraws() async throws {
        try await HTTPWorld.run(approvals: all) { world in
            let maria = try await world.add("maria", .person)
            for name in ["ada", "ben"] { _ = try await world.add(name, .admin) }
            let (ada, ben) = (try await world.signedIn("ada"), try await world.signedIn("ben"))
            for browser in [ben, ada] {
                _ = try await ada.get("/admin/people/\(maria.id.text)/disable")
                _ = try await ada.post("/admin/people/\(maria.id.text)/disable")
                let drop = try #require(form("/drop", in: try await browser.get(path).body))
                #expect(try await browser.post(drop).body.contains("It will not be done."))
            }
            #expect(try await world.stores.accounts.account(maria.id)?.isDisabled == false)
            let actions = try await world.stores.actions(of: maria.id)
            #expect(actions.contains(.proposalRefused) && actions.contains(.proposalWithdrawn))
        }
    }

    @Test func aPolicyCountsWhenASecondAdministratorHasSeenIt() async throws {
        try await HTTPWorld.run(approvals: [.policy]) { world in
            for name in ["ada", "ben"] { _ = try await world.add(name, .admin) }
            let (ada, ben) = (try await world.signedIn("ada"), try await world.signedIn("ben"))
            let fields =
                [("kind", "everyone"), ("name", ""), ("over", "0")]
                + PolicyForm.names.map { ($0, $0 == "deviceLimit" ? "2" : "") }
            _ = try await ada.get("/admin/policy/layer?kind=everyone&name=")
            #expect(try await ada.post("/admin/policy/save", fields).body.contains("This waits for a second"))
            #expect(try await world.stores.policies.latest() == nil)
            let page = try await ben.get(path).body
            #expect(page.contains("Devices per person") && page.contains("<ins>2</ins>"))
            let approve = try #require(form("/approve", in: page))
            #expect(try await ben.post(approve).body.contains("Approved, and done."))
            #expect(try await world.stores.policies.latest()?.number == 1)
            // What was written on an older version is not put over a newer one.
            _ = try await ada.get("/admin/policy/layer?kind=everyone&name=")
            let second = fields.map {
                $0.0 == "over" ? ("over", "1") : $0.0 == "deviceLimit" ? ("deviceLimit", "3") : $0
            }
            _ = try await ada.post("/admin/policy/save", second)
            try await world.stores.savePolicy(#"{"everyone": {"deviceLimit": 4}}"#)
            let late = try #require(form("/approve", in: try await ben.get(path).body))
            #expect(try await ben.post(late).status == 409)
            #expect(try await world.stores.policies.latest()?.number == 2)
        }
    }

    @Test func anExemptionWaitsTooAndItsDaysBeginWhenItIsAgreedTo() async throws {
        try await HTTPWorld.run(approvals: all) { world in
            let maria = try await world.addPerson("maria")
            for name in ["ada", "ben"] { _ = try await world.add(name, .admin) }
            let (ada, ben) = (try await world.signedIn("ada"), try await world.signedIn("ben"))
            let exempt = AdminAction.exempt.path(of: maria.id)
            #expect(try await ada.get(exempt).body.contains("A second administrator must agree"))
            let proposed = try await ada.post(exempt, [("days", "7"), ("reason", "<repair> and more")])
            #expect(proposed.body.contains("This waits for a second"))
            let store = world.services.policyConsole.store
            #expect(try await store.look(at: maria.id).subject.exemption == nil)
            world.clock.advance(by: .minutes(5))
            let page = try await ben.get(path).body
            #expect(page.contains("Exempt for some time") && page.contains("&lt;repair&gt; and more"))
            let approve = try #require(form("/approve", in: page))
            #expect(try await ben.post(approve).body.contains("Approved, and done."))
            let exemption = try await store.look(at: maria.id).subject.exemption
            #expect(
                exemption == Policy.Exemption(reason: "<repair> and more", expiresAt: world.clock.now + .days(7)))
            // What was proposed besides does not replace it.
            let boss = try #require(try await world.stores.accounts.account(named: "ada"))
            let terms = try #require(Policy.ExemptionTerms(days: 90, reason: "more"))
            let approvals = world.services.helpDesk.approvals
            #expect(
                try await approvals.propose(.exempt(terms), to: maria, by: boss, source: Sample.source) == nil)
            let late = try #require(form("/approve", in: try await ben.get(path).body))
            #expect(try await ben.post(late).status == 409)
            #expect(try await store.look(at: maria.id).subject.exemption == exemption)
            // Ending one takes nobody's leave.
            let end = AdminAction.endExemption.path(of: maria.id)
            _ = try await ada.get(end)
            #expect(try await ada.post(end).body.contains("Exemption ended"))
        }
    }

    @Test func joiningAGroupWaitsToo() async throws {
        try await HTTPWorld.run(approvals: all) { world in
            let maria = try await world.add("maria", .person)
            for name in ["ada", "ben"] { _ = try await world.add(name, .admin) }
            try await world.stores.addGroup("guests")
            let (ada, ben) = (try await world.signedIn("ada"), try await world.signedIn("ben"))
            _ = try await ada.get("/admin/groups/guests")
            let asked = try await ada.post("/admin/groups/guests/join", [("username", "maria")])
            #expect(asked.body.contains("This waits for a second administrator now"))
            #expect(try await world.stores.policies.look(at: maria.id).subject.groups.isEmpty)
            let page = try await ben.get(path).body
            #expect(page.contains("Add to the group guests"))
            let approve = try #require(form("/approve", in: page))
            #expect(try await ben.post(approve).body.contains("Approved, and done."))
            #expect(try await world.stores.policies.look(at: maria.id).subject.groups.count == 1)
        }
    }

    @Test func whatSomebodyProposedWhoIsDisabledNowIsNotDone() async throws {
        try await HTTPWorld.run(approvals: all) { world in
            let maria = try await world.add("maria", .person)
            for name in ["ada", "ben"] { _ = try await world.add(name, .admin) }
            let (ada, ben) = (try await world.signedIn("ada"), try await world.signedIn("ben"))
            _ = try await ada.get("/admin/people/\(maria.id.text)/role")
            _ = try await ada.post("/admin/people/\(maria.id.text)/role", [("role", "admin")])
            try await world.stores.tamper("UPDATE accounts SET disabled = 1 WHERE username_key = 'ada'")
            let page = try await ben.get(path).body
            #expect(page.contains("Whoever proposed this may not do it any more.") && form("/approve", in: page) == nil)
            let proposal = try #require(try await world.stores.proposals.open(at: world.clock.now).first)
            #expect(try await ben.post("\(path)/\(proposal.id.text)/approve").status == 409)
            #expect(try await world.stores.accounts.account(maria.id)?.role == .person)
        }
    }

    @Test func withoutTheSettingOneIsEnough() async throws {
        try await HTTPWorld.run { world in
            let maria = try await world.add("maria", .person)
            _ = try await world.add("ada", .admin)
            let ada = try await world.signedIn("ada")
            let ask = try await ada.get("/admin/people/\(maria.id.text)/disable").body
            #expect(!ask.contains("A second administrator"))
            _ = try await ada.post("/admin/people/\(maria.id.text)/disable")
            #expect(try await world.stores.accounts.account(maria.id)?.isDisabled == true)
            #expect(try await ada.get(path).body.contains("Nothing waits."))
        }
    }

    @Test(arguments: ["x", "..", "%00", "approve"])
    func senselessNamesAreNotFound(name: String) async throws {
        try await HTTPWorld.run(approvals: all) { world in
            _ = try await world.add("ada", .admin)
            let ada = try await world.signedIn("ada")
            _ = try await ada.get(path)
            let status = try await ada.post("\(path)/\(name)/approve").status
            #expect([400, 404, 409].contains(status), "\(status)")
        }
    }
}
