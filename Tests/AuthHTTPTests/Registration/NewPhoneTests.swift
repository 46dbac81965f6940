import AuthDomain
import CountersignKit
import Foundation
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import AuthHTTP

/// A new phone with the old one at hand, over HTTP, with the client library on both sides.
@Suite struct NewPhoneTests {
    /// An old phone, and a new one that has asked and shows a number.
    private func asked(
        _ world: HTTPWorld
    ) async throws -> (old: CountersignClient, new: CountersignClient, number: Int) {
        try await world.addPerson()
        let (_, old) = try await TenStepsTests.registered(world)
        let new = try world.phone()
        let first = try await new.signIn(username: "maria", password: HTTPWorld.password)
        guard case .mustRegister(let pending) = first else { throw CountersignError.notRegistered }
        #expect(pending.alternatives == ["phone_approval", "recovery_code"])
        guard case .awaitsApproval(_, let number, let seconds) = try await new.askApproval() else {
            throw CountersignError.notRegistered
        }
        #expect((10...99).contains(number) && seconds == 300)
        return (old, new, number)
    }

    @Test func anOldPhoneLetsANewOneRegisterItself() async throws {
        try await HTTPWorld.run { world in
            let (old, new, number) = try await asked(world)
            guard case .awaitsApproval = try await new.checkApproval() else {
                Issue.record("nobody has decided")
                return
            }
            let request = try #require(try await old.approvalRequest())
            #expect(request.state == .waiting && request.model == "Pixel 8")
            let numbers = try #require(request.numbers)
            #expect(numbers.contains(number) && Set(numbers).count == 3)
            try await old.approve(request, number: number)
            guard case .mayRegister = try await new.checkApproval() else {
                Issue.record("it is approved")
                return
            }
            _ = try await new.registerThisDevice(named: "New phone")
            let me = try await new.me()
            #expect(me.device?.name == "New phone" && me.acr == "aal2")
            #expect(try await old.approvalRequest()?.deviceName == "New phone")
            try await old.removeThisDevice()
            await #expect(throws: CountersignError.self) { _ = try await old.me() }
            guard case .signedIn = try await new.signIn(username: "maria", password: HTTPWorld.password)
            else {
                Issue.record("the new phone proves itself")
                return
            }
        }
    }

    @Test func aWrongNumberAndARefusalEndTheSignIn() async throws {
        try await HTTPWorld.run { world in
            let (old, new, number) = try await asked(world)
            let request = try #require(try await old.approvalRequest())
            let wrong = try #require(request.numbers?.first { $0 != number })
            await #expect(throws: CountersignError.self) { try await old.approve(request, number: wrong) }
            await #expect(throws: CountersignError.signInExpired) { _ = try await new.checkApproval() }
            #expect(try await old.approvalRequest() == nil)
        }
    }

    @Test func aPhoneThatApprovedNobodyStays() async throws {
        try await HTTPWorld.run { world in
            let (old, _, _) = try await asked(world)
            await #expect(throws: CountersignError.self) { try await old.removeThisDevice() }
            #expect(try await old.me().device != nil)
        }
    }

    @Test func stepsThatDoNotExistAreRefused() throws {
        let wrong = [
            "one_time_code=1&pin=2", "send_pin=pigeon", "approval=ask&skip=true", "recovery_code=a&bypass_code=b",
        ]
        for text in wrong {
            let form = try #require(Form(Array(text.utf8)))
            #expect(AuthorizeChallengeRoutes.step(form) == nil, "\(text)")
        }
        let empty = try #require(Form([]))
        guard case .resume? = AuthorizeChallengeRoutes.step(empty) else {
            Issue.record("nothing is a step too")
            return
        }
    }
}
