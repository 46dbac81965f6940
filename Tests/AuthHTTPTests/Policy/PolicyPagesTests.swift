import AuthDomain
import TestSupport
import Testing

@testable import AuthHTTP

/// Administrators change the policy by a form, auditors read it, and nobody else finds it.
@Suite struct PolicyPagesTests {
    private let paths = [
        "/admin/policy", "/admin/policy/explain", "/admin/groups", "/admin/groups/sales",
    ]

    @Test func onlyAdministratorsAndAuditorsFindThem() async throws {
        try await HTTPWorld.run { world in
            for role in Account.Role.allCases { _ = try await world.add(role.rawValue, role) }
            try await world.stores.addGroup("sales")
            for role in Account.Role.allCases {
                let browser = try await world.signedIn(role.rawValue)
                let reads = [.admin, .auditor].contains(role)
                for path in paths {
                    #expect(
                        try await browser.get(path).status == (reads ? 200 : role.isStaff ? 403 : 404),
                        "\(role) \(path)")
                }
                let edits = role == .admin
                let refused = role.isStaff ? 403 : 404
                #expect(
                    try await browser.get("/admin/policy/layer?kind=everyone&name=").status == (edits ? 200 : refused))
                let token = Browser.value(after: "name=\"csrf\" value=\"", in: try await browser.get("/profile").body)
                let forms = [
                    "/admin/policy/preview", "/admin/policy/save", "/admin/groups", "/admin/groups/sales/join",
                    "/admin/groups/sales/leave",
                ]
                for path in forms where !edits {
                    #expect(
                        try await browser.post(path, [("name", "x")], csrf: token).status == refused, "\(role) \(path)")
                }
            }
            #expect(try await world.stores.policies.latest() == nil)
            #expect(try await world.stores.groups.groups().count == 1)
        }
    }

    @Test func aStaleProofOfIdentityChangesNothing() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("ada", .admin)
            let browser = try await world.signedIn("ada")
            _ = try await browser.get("/admin/policy/layer?kind=everyone&name=")
            world.clock.advance(by: .minutes(11))
            let answer = try await browser.post("/admin/policy/save", fields(["deviceLimit": "2"]))
            #expect(answer.path.hasPrefix("/reauthenticate"))
            #expect(try await world.stores.policies.latest() == nil)
        }
    }

    @Test func aFormIsShownAsDifferencesAndThenCounts() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("ada", .admin)
            try await world.addPerson()
            let browser = try await world.signedIn("ada")
            _ = try await browser.get("/admin/policy/layer?kind=everyone&name=")
            let values = ["app": "date", "date": "2027-03-05", "zone": "Europe/Zagreb", "deviceLimit": "3"]
            let preview = try await browser.post("/admin/policy/preview", fields(values)).body
            #expect(preview.contains("Everyone: Devices per person"))
            #expect(preview.contains("2027-03-05 Europe/Zagreb"))
            #expect(preview.contains("0 of 2 people would have to register"))
            #expect(try await world.stores.policies.latest() == nil)
            let saved = try await browser.post("/admin/policy/save", fields(values))
            #expect(saved.body.contains("In effect now."))
            let document = Sample.policy(try #require(try await world.stores.policies.latest()).text)
            #expect(document.everyone.deviceLimit == 3)
            let details = try await world.stores.deploymentDetails(of: .policySaved)
            #expect(details.count == 1)
            #expect(try await world.stores.policies.latest()?.savedBy.hasPrefix("administrator:") == true)
            // The form that was made from the first version is too late.
            let late = try await browser.post("/admin/policy/save", fields(["deviceLimit": "9"]))
            #expect(late.status == 422)
            #expect(late.body.contains("Somebody else changed the policy meanwhile."))
            #expect(try await world.stores.policies.latest()?.number == 1)
        }
    }

    @Test func thePreviewNamesWhoWouldBeKeptOut() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("ada", .admin)
            try await world.addPerson("maria")
            let browser = try await world.signedIn("ada")
            _ = try await browser.get("/admin/policy/layer?kind=everyone&name=")
            let preview = try await browser.post("/admin/policy/preview", fields(["app": "mandatory"])).body
            #expect(preview.contains("1 of 2 people would have to register"))
            #expect(preview.contains(">maria</a>"))
        }
    }

    @Test func networksWithoutOneAreAMistakeAndNotEverywhere() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("ada", .admin)
            let browser = try await world.signedIn("ada")
            _ = try await browser.get("/admin/policy/layer?kind=everyone&name=")
            let answer = try await browser.post("/admin/policy/save", fields(["where": "networks", "networks": " , "]))
            #expect(answer.status == 422 && answer.body.contains("id=\"networks-problem\""))
            // A long list is no bad form.
            let many = (0..<64).map { "2001:db8:1234:5678:9abc:def0:\($0):0/112" }.joined(separator: "\n")
            let long = try await browser.post("/admin/policy/preview", fields(["where": "networks", "networks": many]))
            #expect(long.status == 200, "\(many.utf8.count) bytes")
        }
    }

    @Test func nobodyLocksThemselvesOutByJoiningAGroup() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("ada", .admin)
            try await world.addPerson("maria")
            try await world.stores.addGroup("office")
            try await world.stores.savePolicy(
                #"{"groups": [{"group": "office", "rules": {"networks": ["203.0.113.0/24"]}}]}"#)
            let browser = try await world.signedIn("ada")
            _ = try await browser.get("/admin/groups/office")
            let own = try await browser.post("/admin/groups/office/join", [("username", "ada")])
            #expect(own.status == 422 && own.body.contains("This would lock yourself out"))
            #expect(try await browser.post("/admin/groups/office/join", [("username", "maria")]).status == 200)
            let group = Sample.required(Policy.GroupName("office"), "group")
            #expect(
                try await world.stores.groups.members(of: group, after: nil, limit: 9).map(\.username.text) == ["maria"]
            )
        }
    }

    @Test func wrongValuesAreMarked() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("ada", .admin)
            let browser = try await world.signedIn("ada")
            _ = try await browser.get("/admin/policy/layer?kind=everyone&name=")
            let values = [
                "app": "date", "date": "2027-02-30", "zone": "Mars/Base", "deviceLimit": "99", "networks": "10.0.0.1/8",
                "where": "networks", "reminderDays": "soon", "pinChannels": "<pigeon>",
            ]
            let answer = try await browser.post("/admin/policy/preview", fields(values))
            #expect(answer.status == 422)
            for name in ["app", "deviceLimit", "networks", "reminderDays", "pinChannels"] {
                #expect(answer.body.contains("id=\"\(name)-problem\""), "\(name)")
            }
            #expect(!answer.body.contains("<pigeon>"))
            let senseless = try await browser.post("/admin/policy/preview", [("kind", "everyone"), ("over", "x")])
            #expect(senseless.status == 400)
        }
    }

    @Test func nobodyLocksThemselvesOut() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("ada", .admin)
            let browser = try await world.signedIn("ada")
            _ = try await browser.get("/admin/policy/layer?kind=everyone&name=")
            let answer = try await browser.post(
                "/admin/policy/save", fields(["where": "networks", "networks": "192.0.2.0/24\r\n2001:db8::/32\r\n"]))
            #expect(answer.status == 422)
            #expect(answer.body.contains("This would lock yourself out"))
            #expect(try await world.stores.policies.latest() == nil)
        }
    }

    @Test func groupsAndTheirMembersAndWhoDecides() async throws {
        try await HTTPWorld.run { world in
            _ = try await world.add("ada", .admin)
            let maria = try await world.addPerson("maria")
            let browser = try await world.signedIn("ada")
            _ = try await browser.get("/admin/groups")
            #expect(try await browser.post("/admin/groups", [("name", "Über")]).status == 422)
            #expect(try await browser.post("/admin/groups", [("name", "sales")]).path == "/admin/groups/sales")
            #expect(try await browser.post("/admin/groups/sales/join", [("username", "nobody")]).status == 422)
            let joined = try await browser.post("/admin/groups/sales/join", [("username", "Maria")])
            #expect(joined.body.contains("Sample of maria"))
            _ = try await browser.get("/admin/policy/layer?kind=group&name=sales")
            var values = fields(["deviceLimit": "1"])
            values[0] = ("kind", "group")
            values[1] = ("name", "sales")
            #expect(try await browser.post("/admin/policy/save", values).body.contains("Group sales"))
            let explained = try await browser.get("/admin/policy/explain?username=maria&at=2027-03-05T08:00").body
            #expect(explained.contains("Group sales"))
            _ = try await browser.get("/admin/groups/sales")
            #expect(try await browser.post("/admin/groups/sales/remove").status == 422)
            _ = try await browser.post("/admin/groups/sales/leave", [("username", "maria")])
            #expect(try await world.stores.policies.look(at: maria.id).subject.groups.isEmpty)
            #expect(try await world.stores.actions(of: maria.id).suffix(2) == [.groupJoined, .groupLeft])
        }
    }

    /// A form for everyone, written on the empty document.
    private func fields(_ values: [String: String]) -> [(String, String)] {
        [("kind", "everyone"), ("name", ""), ("over", String(values["over"] ?? "0"))]
            + PolicyForm.names.map { ($0, values[$0] ?? "") }
    }
}
