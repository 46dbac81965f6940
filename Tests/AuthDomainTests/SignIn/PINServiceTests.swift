@testable import AuthDomain
import OTPCore
import SQLStorage
import Synchronization
import TestSupport
import Testing

@Suite struct PINServiceTests {
    private let owner = [UInt8](repeating: 7, count: 32)

    @Test func aPINIsAcceptedOnceAndForItsOwnPurposeOnly() async throws {
        try await World.run { world in
            let maria = try await world.addAccount("maria")
            let digits = try await sent(to: maria, world)
            for other in [
                SignIn.PINBinding(purpose: .firstRegistration, owner: owner),
                SignIn.PINBinding(purpose: .signIn, owner: [UInt8](repeating: 8, count: 32)),
            ] {
                let outcome = try await world.pins.verify(
                    digits, other, account: maria.id, source: Sample.source)
                #expect(outcome == .expired)
            }
            let binding = SignIn.PINBinding(purpose: .signIn, owner: owner)
            let foreign = try await world.pins.verify(
                digits, binding, account: Sample.id(), source: Sample.source)
            #expect(foreign == .expired, "of nobody else")
            let spaced = "\(digits.prefix(3)) \(digits.suffix(3))"
            #expect(
                try await verify(spaced, maria, world)
                    == .accepted(channel: .email, recipient: maria.email ?? ""))
            #expect(try await verify(digits, maria, world) == .used)
        }
    }

    @Test func wrongOnesSayHowManyTriesAreLeftUntilNoneIs() async throws {
        try await World.run { world in
            let maria = try await world.addAccount("maria")
            let digits = try await sent(to: maria, world)
            let wrong = digits == "000000" ? "000001" : "000000"
            for left in [4, 3, 2, 1] {
                #expect(try await verify(wrong, maria, world) == .wrong(triesLeft: left))
            }
            #expect(try await verify("not digits", maria, world) == .exhausted)
            #expect(try await verify(digits, maria, world) == .exhausted)
        }
    }

    @Test func afterFiveMinutesItIsOfNoUse() async throws {
        try await World.run { world in
            let maria = try await world.addAccount("maria")
            let digits = try await sent(to: maria, world)
            world.clock.advance(by: .minutes(5))
            #expect(try await verify(digits, maria, world) == .expired)
            let state = try await world.pins.state(of: SignIn.PINBinding(purpose: .signIn, owner: owner))
            #expect(state?.isOpen == false)
        }
    }

    @Test func withoutAnAddressAllLooksTheSameAndNothingIsRight() async throws {
        try await World.run { world in
            let maria = try await world.addAccount("maria")
            let binding = SignIn.PINBinding(purpose: .signIn, owner: owner)
            func send() async throws -> SignIn.PINSending {
                try await world.pins.send(
                    binding, to: SignIn.PINDestination(channel: .sms, address: nil), for: maria,
                    source: Sample.source)
            }
            let now = world.clock.now
            #expect(try await send() == .sent(expiresAt: now + .minutes(5), nextAt: now + .seconds(30)))
            #expect(try await world.stores.outbox.newest(limit: 10).isEmpty)
            #expect(try await verify("123456", maria, world) == .wrong(triesLeft: 4))
            #expect(try await send() == .limited(retryAfter: .seconds(30)))
            for _ in 0..<2 {
                world.clock.advance(by: .seconds(30))
                _ = try await send()
            }
            world.clock.advance(by: .seconds(30))
            #expect(try await send() == .limited(retryAfter: .minutes(15) - .seconds(90)))
        }
    }

    @Test func pinsAreOfSixDigitsEach() async throws {
        let random = SequenceRandomness([
            // Above the largest multiple of a million: drawn again, not folded.
            [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 42],
        ])
        #expect(OneTimeCode(uniformly: random).text == "000042")
    }

    private func sent(to account: Account, _ world: World) async throws -> String {
        _ = try await world.pins.send(
            SignIn.PINBinding(purpose: .signIn, owner: owner),
            to: SignIn.PINDestination(channel: .email, address: account.email), for: account,
            source: Sample.source)
        // The plain composer writes the digits as the subject.
        return try await world.stores.outbox.newest(limit: 1).first?.subject ?? ""
    }

    private func verify(
        _ typed: String, _ account: Account, _ world: World
    ) async throws -> SignIn.PINOutcome {
        try await world.pins.verify(
            typed, SignIn.PINBinding(purpose: .signIn, owner: owner), account: account.id,
            source: Sample.source)
    }
}

/// Gives what it was told, in turn.
private final class SequenceRandomness: Randomness {
    private let pieces: Mutex<[[UInt8]]>

    init(_ pieces: [[UInt8]]) { self.pieces = Mutex(pieces.reversed()) }

    func bytes(_ count: Int) -> [UInt8] {
        pieces.withLock { $0.popLast() } ?? Array(repeating: 0, count: count)
    }
}
