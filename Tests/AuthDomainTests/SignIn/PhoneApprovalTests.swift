import AuthDomain
import SQLStorage
import TestSupport
import Testing

/// An old phone vouches for a new one, which then registers itself.
@Suite struct PhoneApprovalTests {
    @Test func anApprovedPhoneRegistersItselfAndSignsInFromThenOn() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            let asked = try await scene.ask()
            let request = try await scene.request()
            #expect(asked.need == .phoneApproval(number: request.number, expiresAt: request.expiresAt))
            #expect(try await scene.approve() == .approved)
            #expect(try await scene.new.proceed(world, scene.session).need == .nameDevice)

            let grant = try #require(try await scene.enrol().grant)
            let done = try await scene.finish(grant)
            let code = try #require(done.authorizationCode)
            let tokens = try #require(try await world.redeem(code, scene.new))
            let holder = try await world.tokens.holder(
                of: tokens.accessToken, thumbprint: scene.new.thumbprint)
            #expect(holder.claims.methods == .passwordAndDevice)
            #expect(holder.device?.name == "New phone")
            #expect(try await scene.request().storedState == .used)
            #expect(try await scene.new.begin(world).authorizationCode != nil)
            let actions = try await world.stores.actions(of: scene.account.id)
            #expect(actions.contains(.phoneApprovalAsked) && actions.contains(.phoneApproved))
            let sight = try #require(try await world.approvals.sight(for: scene.old))
            #expect(sight.state == .used && sight.device?.name == "New phone")
        }
    }

    @Test func thePasswordAloneNamesTheWayOnlyWhereThereIsAPhone() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            guard case .needs(_, let session) = try await scene.new.begin(world) else {
                Issue.record("something is missing")
                return
            }
            #expect(session.alternatives == [.phoneApproval, .recoveryCode])
            _ = try await world.addAccount("ben")
            guard case .needs(let need, let other) = try await scene.new.begin(world, username: "ben")
            else {
                Issue.record("something is missing")
                return
            }
            #expect(need == .verifyDevice(reason: nil) && other.alternatives.isEmpty)
            let nothing = try await scene.new.proceed(world, other.text, .askApproval)
            #expect(nothing.need == .verifyDevice(reason: nil))
        }
    }

    @Test func aWrongNumberRefusesAndEndsTheSignIn() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            _ = try await scene.ask()
            let request = try await scene.request()
            let wrong = try #require(request.choices.first { $0 != request.number })
            let outcome = try await scene.decide(
                request,
                .approve(number: wrong, confirmation: scene.confirmation(request, number: wrong)))
            #expect(outcome == .wrongNumber)
            guard case .refusedByPhone = try await scene.new.proceed(world, scene.session) else {
                Issue.record("the sign-in is over")
                return
            }
            #expect(try await scene.approve() == .over)
        }
    }

    @Test func refusingEndsTheSignIn() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            _ = try await scene.ask()
            #expect(try await scene.decide(try await scene.request(), .refuse) == .refused)
            guard case .refusedByPhone = try await scene.new.proceed(world, scene.session) else {
                Issue.record("the sign-in is over")
                return
            }
            let resumed = try await scene.new.proceed(world, scene.session, .askApproval)
            #expect(resumed.session == nil)
        }
    }

    /// The number alone, or a confirmation of something else, changes nothing.
    @Test func onlyThePairingKeysConfirmationOfThisPhoneApproves() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            _ = try await scene.ask()
            let request = try await scene.request()
            let right = scene.confirmation(request)
            let wrong: [[UInt8]] = [
                [UInt8](repeating: 0, count: 32), Array(right.dropLast()), [],
                scene.confirmation(request, thumbprint: Sample.thumbprint("thief")),
                scene.confirmation(request, number: request.choices.first { $0 != request.number }),
            ]
            for confirmation in wrong {
                let outcome = try await scene.decide(
                    request, .approve(number: request.number, confirmation: confirmation))
                #expect(outcome == .notConfirmed)
            }
            #expect(try await scene.request().storedState == .waiting)
            #expect(try await scene.approve() == .approved)
            #expect(try await scene.approve() == .over)
        }
    }

    @Test func aNewerRequestTakesThePlaceOfAnOlderOne() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            _ = try await scene.ask()
            let first = try await scene.request()
            let thief = TestPhone("thief")
            let session = try #require(try await thief.begin(world).session)
            _ = try await thief.proceed(world, session, .askApproval)
            let outcome = try await scene.decide(
                first, .approve(number: first.number, confirmation: scene.confirmation(first)))
            #expect(outcome == .over)
            let waiting = try await scene.new.proceed(world, scene.session)
            #expect(waiting.need == .verifyDevice(reason: .approvalReplaced))
        }
    }

    @Test func aRequestAndAnApprovalEndInTime() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            _ = try await scene.ask()
            world.clock.advance(by: PhoneApproval.life)
            #expect(try await scene.approve() == .over)
            let late = try await scene.new.proceed(world, scene.session)
            #expect(late.need == .verifyDevice(reason: .approvalExpired))
            _ = try await scene.ask()
            #expect(try await scene.approve() == .approved)
            world.clock.advance(by: PhoneApproval.life)
            #expect(try await scene.enrol().isNotVouchedFor)
        }
    }

    @Test func fewRequestsMayFollowEachOther() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            for _ in 0..<3 { #expect(try await scene.ask().need != nil) }
            guard case .throttled(let wait) = try await scene.ask() else {
                Issue.record("too many requests")
                return
            }
            #expect(wait == .minutes(5))
        }
    }

    @Test func nobodyEnrolsWithoutAnApproval() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            #expect(try await scene.enrol().isNotVouchedFor)
            _ = try await scene.ask()
            #expect(try await scene.enrol().isNotVouchedFor)
            _ = try await scene.decide(try await scene.request(), .refuse)
            #expect(try await scene.enrol().isNotVouchedFor)
        }
    }

    @Test func anApprovalRegistersOnePhoneOnceAlsoInARace() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            _ = try await scene.ask()
            try await scene.approve()
            let grant = try #require(try await scene.enrol().grant)
            let outcomes = try await race(20) { _ in
                try await scene.finish(grant).authorizationCode
            }
            #expect(outcomes.compactMap { $0 }.count == 1)
            #expect(try await world.stores.devices.active(of: scene.account.id).count == 2)
        }
    }

    @Test func aWrongCodeSpendsTheApproval() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            _ = try await scene.ask()
            try await scene.approve()
            let grant = try #require(try await scene.enrol().grant)
            let wrong = try await scene.finish(grant, code: "no code")
            #expect(wrong.need == .verifyDevice(reason: .rejected))
            #expect(try await scene.finish(grant).authorizationCode == nil)
            #expect(try await world.stores.devices.active(of: scene.account.id).count == 1)
        }
    }

    @Test func aTakenNameMayBeChangedForAnother() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            _ = try await scene.ask()
            try await scene.approve()
            guard case .begun(.obstacle(.nameTaken)) = try await scene.enrol("maria's pixel 8") else {
                Issue.record("the name is taken")
                return
            }
            let grant = try #require(try await scene.enrol("Another").grant)
            #expect(try await scene.finish(grant).authorizationCode != nil)
        }
    }

    @Test func nothingIsApprovedWhileTheAccountIsFrozen() async throws {
        try await World.run { world in
            let scene = try await ApprovalScene(world)
            _ = try await scene.ask()
            try await world.freeze(scene.account, until: world.clock.now + .hours(24))
            let frozen = Sample.required(
                try await world.stores.accounts.account(scene.account.id), "account")
            let request = try await scene.request()
            let outcome = try await world.approvals.decide(
                request.id,
                .approve(number: request.number, confirmation: scene.confirmation(request)),
                by: scene.old, of: frozen, source: Sample.source)
            #expect(outcome == .frozen(until: world.clock.now + .hours(24)))
            guard case .frozen = try await scene.ask() else {
                Issue.record("nobody may ask")
                return
            }
        }
    }
}

extension World {
    /// Locks changes of `account`.
    func freeze(_ account: Account, until end: Instant) async throws {
        try await stores.engine.write { connection throws(StoreError) in
            try connection.execute(
                "UPDATE accounts SET frozen_until = $2 WHERE id = $1",
                [.text(account.id.text), .integer(end.milliseconds)])
        }
    }
}
