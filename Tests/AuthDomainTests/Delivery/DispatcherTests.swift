import AuthDomain
import SQLStorage
import Synchronization
import TestSupport
import Testing

/// A channel that answers as a test says, and remembers what it got.
final class ScriptedChannel: DeliveryChannel {
    let channel: Delivery.Channel
    let name: String
    private let state: Mutex<(verdicts: [Delivery.Verdict], taken: [Identifier<Delivery.Message>])>

    init(_ name: String, _ channel: Delivery.Channel = .email, saying verdicts: [Delivery.Verdict] = []) {
        self.name = name
        self.channel = channel
        state = Mutex((verdicts, []))
    }

    /// What it was given, in order.
    var taken: [Identifier<Delivery.Message>] { state.withLock { $0.taken } }

    func deliver(_ message: Delivery.Message, within span: Duration) async -> Delivery.Verdict {
        state.withLock { state in
            state.taken.append(message.id)
            return state.verdicts.isEmpty ? .accepted(by: name) : state.verdicts.removeFirst()
        }
    }

    func check() async -> Delivery.Verdict { .accepted(by: name) }
}

/// From the outbox to the channels and back.
@Suite struct DispatcherTests {
    private let busy = Delivery.Verdict.refusedForNow(Delivery.Trouble("busy"))
    private let unknown = Delivery.Verdict.refusedForGood(Delivery.Trouble("unknown"))

    private func dispatcher(_ world: World, _ channels: [any DeliveryChannel]) -> Delivery.Dispatcher {
        Delivery.Dispatcher(
            queue: world.stores.queue, channels: channels, settings: Delivery.Settings(),
            random: world.random, clock: world.clock)
    }

    private func enqueue(
        _ world: World, _ messages: (Identifier<Account>) -> [Delivery.Message]
    ) async throws -> [Identifier<Delivery.Message>] {
        let account = try await world.stores.addAccount()
        let made = messages(account.id)
        try await world.stores.sessions.create(
            Sample.session(of: account, "s"),
            recording: Sample.record(.portalSignedIn, account, messages: made))
        return made.map(\.id)
    }

    @Test func manyWorkersDeliverEachMessageOnce() async throws {
        try await World.run { world in
            let ids = try await enqueue(world) { id in (0..<40).map { _ in Sample.message(for: id) } }
            let channel = ScriptedChannel("relay")
            _ = try await race(8) { _ in
                let dispatcher = dispatcher(world, [channel])
                while true {
                    let claimed = try await dispatcher.claim(upTo: 3)
                    if claimed.isEmpty { return }
                    for message in claimed { try await dispatcher.deliver(message) }
                }
            }
            #expect(channel.taken.count == 40)
            #expect(Set(channel.taken) == Set(ids))
            #expect(try await world.stores.queue.status(at: world.clock.now).count(of: .sent) == 40)
        }
    }

    @Test func aCrashAfterSendingRepeatsOnceUnderTheSameIdentifier() async throws {
        try await World.run { world in
            let ids = try await enqueue(world) { [Sample.message(for: $0)] }
            let channel = ScriptedChannel("relay")
            let crashed = dispatcher(world, [channel])
            let first = try await crashed.claim(upTo: 1).first
            let claimed = try #require(first)
            // Handed over; the process ends before that is written down.
            _ = await channel.deliver(claimed.message, within: .seconds(1))
            let other = dispatcher(world, [channel])
            #expect(try await other.claim(upTo: 1).isEmpty)
            world.clock.advance(by: .minutes(3))
            for message in try await other.claim(upTo: 1) { try await other.deliver(message) }
            world.clock.advance(by: .days(1))
            #expect(try await other.claim(upTo: 1).isEmpty)
            #expect(channel.taken == [ids[0], ids[0]])
        }
    }

    @Test func theNextChannelOfTheKindIsAskedAndNoOther() async throws {
        try await World.run { world in
            let ids = try await enqueue(world) { [Sample.message(for: $0)] }
            let first = ScriptedChannel("first", saying: [busy, busy])
            let second = ScriptedChannel("second", saying: [busy])
            let sms = ScriptedChannel("sms", .sms)
            let dispatcher = dispatcher(world, [sms, first, second])
            for message in try await dispatcher.claim(upTo: 5) { try await dispatcher.deliver(message) }
            world.clock.advance(by: .seconds(3))
            for message in try await dispatcher.claim(upTo: 5) { try await dispatcher.deliver(message) }
            #expect(first.taken.count == 2 && second.taken == [ids[0], ids[0]])
            #expect(sms.taken.isEmpty)
        }
    }

    @Test func whatExpiresWhileItIsClaimedIsNotSent() async throws {
        try await World.run { world in
            _ = try await enqueue(world) { [Sample.message(for: $0, kind: .pin, life: .minutes(5))] }
            let channel = ScriptedChannel("relay")
            let dispatcher = dispatcher(world, [channel])
            let claimed = try await dispatcher.claim(upTo: 1)
            world.clock.advance(by: .minutes(5))
            for message in claimed { try await dispatcher.deliver(message) }
            #expect(channel.taken.isEmpty)
            #expect(try await world.stores.queue.status(at: world.clock.now).count(of: .expired) == 1)
        }
    }

    @Test func deathIsRecordedWithoutTheAddress() async throws {
        try await World.run { world in
            _ = try await enqueue(world) { [Sample.message(for: $0)] }
            let dispatcher = dispatcher(world, [ScriptedChannel("relay", saying: [unknown])])
            for message in try await dispatcher.claim(upTo: 1) { try await dispatcher.deliver(message) }
            let dead = try await world.stores.queue.dead(limit: 5)
            #expect(dead.map(\.trouble.description) == ["unknown"])
            let account = try #require(dead.first?.account)
            #expect(try await world.stores.actions(of: account).last == .messageDead)
            let entries = try await world.stores.audit.entries(of: account.text, after: 0, limit: 10)
            #expect(!entries.contains { "\($0.fields)".contains("maria@example.com") })
        }
    }
}
