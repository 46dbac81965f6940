import AuthDomain
import TestSupport
import Testing

@Suite struct SecurityEventListTests {
    private func record(
        _ action: Audit.Action, _ account: Account, subject: String? = nil, from address: String = "192.0.2.1",
        in world: World
    ) async throws {
        try await world.stores.audit.append(
            Audit.Entry(
                action, account: account.id, by: .person, subject: subject, at: world.clock.now,
                source: RequestSource(address: address, userAgent: "Firefox", reference: "r")))
    }

    @Test func codesAndRefusedGuessesAreLeftOut() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            for action in [Audit.Action.codeAccepted, .codeRefused, .passwordRefused, .deviceRevoked, .pinSent] {
                try await record(action, account, in: world)
            }
            let page = try await world.securityEvents.page(of: account.id)
            #expect(page.events.map(\.action) == [.deviceRevoked])
            #expect(page.next == nil)
            #expect(page.head == 6)
        }
    }

    @Test func aSignInFromTheSamePlaceIsNoNews() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await record(.portalSignedIn, account, in: world)
            try await record(.portalSignedIn, account, in: world)
            try await record(.portalSignedIn, account, from: "198.51.100.7", in: world)
            try await record(.portalSignedIn, account, in: world)
            let events = try await world.securityEvents.page(of: account.id).events
            #expect(events.map(\.address) == ["198.51.100.7", "192.0.2.1"])
            #expect(events.last?.sequence == 2)
        }
    }

    @Test func pagesFollowEachOtherWithoutGaps() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            for number in 0..<45 {
                try await record(.deviceRevoked, account, subject: "d\(number)", in: world)
            }
            var sequences: [Int64] = []
            var before: Int64?
            repeat {
                let page = try await world.securityEvents.page(of: account.id, before: before)
                #expect(page.events.count <= Audit.SecurityEventList.pageSize)
                sequences += page.events.map(\.sequence)
                before = page.next
            } while before != nil
            #expect(sequences == Array((2...46).reversed()))
        }
    }

    @Test func aPageOfALongChainLooksAtNoMoreThanItsReach() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await record(.deviceRegistered, account, in: world)
            for _ in 0..<Audit.SecurityEventList.reach { try await record(.codeAccepted, account, in: world) }
            let first = try await world.securityEvents.page(of: account.id)
            #expect(first.events.isEmpty)
            let next = try #require(first.next)
            let second = try await world.securityEvents.page(of: account.id, before: next)
            #expect(second.events.map(\.action) == [.deviceRegistered])
        }
    }

    @Test func anEventIsFoundByItsNumberOnly() async throws {
        try await World.run { world in
            let account = try await world.addAccount()
            try await record(.deviceRegistered, account, in: world)
            try await record(.codeAccepted, account, in: world)
            #expect(try await world.securityEvents.event(2, of: account.id)?.action == .deviceRegistered)
            for wrong in [Int64.min, -1, 0, 1, 3, 4, .max] {
                #expect(try await world.securityEvents.event(wrong, of: account.id) == nil)
            }
        }
    }
}
