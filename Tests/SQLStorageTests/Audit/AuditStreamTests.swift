import AuthDomain
import TestSupport
import Testing

@testable import SQLStorage

/// Every entry reaches the other system, at least once, whatever stops on the way.
@Suite struct AuditStreamTests {
    private func append(
        _ account: Identifier<Account>? = nil, at moment: Instant, to stores: Stores
    ) async throws {
        try await stores.audit.append(Sample.entry(.codeRefused, account, at: moment))
    }

    /// Steps until there is nothing more.
    @discardableResult
    private func drain(_ streamer: inout Audit.Streamer) async throws -> Audit.Streamer.Outcome {
        for _ in 0..<100 {
            let outcome = try await streamer.step()
            if case .sent = outcome { continue }
            return outcome
        }
        Issue.record("the stream never ends")
        return .idle
    }

    private func whole(_ stores: Stores) async throws -> Set<String> {
        Set(
            try await stores.rows("SELECT chain, sequence FROM audit_entries").map { row in
                guard case .text(let chain) = row.values[0], case .integer(let number) = row.values[1]
                else { return "?" }
                return "\(chain) \(number)"
            })
    }

    @Test(arguments: StorageUnderTest.all)
    func whatIsWrittenFromThenOnComesOnceAndInOrder(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let clock = SettableClock()
            let sink = TestSink()
            try await append(at: clock.now, to: stores)
            var streamer = stores.streamer(to: sink, clock: clock)
            #expect(try await drain(&streamer) == .idle)
            #expect(sink.taken == [], "what was before is for exports")
            let account = try await stores.addAccount()
            for _ in 0..<3 {
                clock.advance(by: .seconds(1))
                try await append(account.id, at: clock.now, to: stores)
                try await append(at: clock.now, to: stores)
            }
            try await drain(&streamer)
            #expect(sink.counts.values.allSatisfy { $0 == 1 })
            let own = sink.taken.filter { $0.chain == account.id.text }.map(\.sequence)
            #expect(own == [1, 2, 3, 4])
            #expect(sink.taken.filter { $0.chain == Audit.deploymentChain }.map(\.sequence) == [2, 3, 4])
            let kept = try await stores.audit.entries(of: account.id.text, after: 0, limit: 9)
            #expect(sink.taken.filter { $0.chain == account.id.text } == kept)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatWasRefusedComesAgainAndTroubleIsKnown(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let clock = SettableClock()
            let sink = TestSink()
            var streamer = stores.streamer(to: sink, clock: clock)
            try await drain(&streamer)
            sink.refuse()
            let begin = clock.now
            for _ in 0..<3 { try await append(at: clock.now, to: stores) }
            #expect(try await drain(&streamer) == .failed(Delivery.Trouble("refuses")))
            clock.advance(by: .minutes(3))
            #expect(try await drain(&streamer) == .failed(Delivery.Trouble("refuses")))
            let state = try #require(try await stores.auditStream.state(at: clock.now))
            #expect(state.failingSince == begin && state.trouble == "refuses" && state.takenAt == nil)
            #expect(try await stores.console.findings(at: clock.now).streamFailingSince == begin)
            sink.refuse(false)
            try await drain(&streamer)
            #expect(sink.taken.map(\.sequence) == [1, 2, 3])
            let later = try #require(try await stores.auditStream.state(at: clock.now))
            #expect(later.failingSince == nil && later.trouble == "" && later.takenAt == clock.now)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func anotherServerGoesOnWhereOneStopped(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let clock = SettableClock()
            let sink = TestSink()
            var first = stores.streamer(to: sink, clock: clock)
            try await drain(&first)
            try await append(at: clock.now, to: stores)
            try await drain(&first)
            var second = stores.streamer(to: sink, clock: clock, holder: "two")
            #expect(try await second.step() == .notMine)
            // The first is killed; what is written meanwhile lies far behind when the second takes over.
            try await append(at: clock.now, to: stores)
            clock.advance(by: .hours(5))
            try await append(at: clock.now, to: stores)
            try await drain(&second)
            #expect(sink.taken.map(\.sequence) == [1, 2, 3])
            #expect(try await first.step() == .notMine, "and the first one notices")
            try await second.release()
            #expect(try await first.step() != .notMine, "given back at once")
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func entriesOfAWrongClockOrALateTransactionComeToo(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let clock = SettableClock()
            let sink = TestSink()
            let account = try await stores.addAccount()
            var streamer = stores.streamer(to: sink, clock: clock)
            try await drain(&streamer)
            clock.advance(by: .minutes(2))
            try await append(at: clock.now + .minutes(20), to: stores)
            try await drain(&streamer)
            #expect(sink.taken.count == 1)
            // Became visible a minute late: the next look at the last minutes finds it.
            try await append(account.id, at: clock.now - .minutes(1), to: stores)
            clock.advance(by: .seconds(61))
            try await drain(&streamer)
            #expect(sink.taken.count == 2)
            // An hour late: the next look at all chains finds it.
            try await append(account.id, at: clock.now - .hours(1), to: stores)
            clock.advance(by: .minutes(61))
            try await drain(&streamer)
            #expect(sink.taken.count == 3)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func manyChainsAndLongOnesComeWhole(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let clock = SettableClock()
            let sink = TestSink()
            var streamer = stores.streamer(to: sink, clock: clock)
            try await drain(&streamer)
            let people = (0..<700).map { _ in Sample.id(Account.self) }
            let recorder = SQLRecorder(digest: stores.digest)
            let now = clock.now
            try await stores.engine.write { connection throws(StoreError) in
                try recorder.append(people.map { Sample.entry(.codeRefused, $0, at: now) }, on: connection)
                try recorder.append((0..<1200).map { _ in Sample.entry(.codeRefused, nil, at: now) }, on: connection)
            }
            try await drain(&streamer)
            #expect(Set(sink.counts.keys) == (try await whole(stores)))
            #expect(sink.counts.values.allSatisfy { $0 == 1 })
            #expect(sink.largestBatch == 500)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whoRefusesManyGetsFew(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let clock = SettableClock()
            let sink = TestSink()
            var streamer = stores.streamer(to: sink, clock: clock)
            try await drain(&streamer)
            sink.takeAtMost(7)
            for _ in 0..<40 { try await append(at: clock.now, to: stores) }
            try await drain(&streamer)
            #expect(sink.taken.map(\.sequence) == Array(1...40) && sink.largestBatch <= 7)
            sink.takeAtMost(0)
            try await append(at: clock.now, to: stores)
            let outcome = try await drain(&streamer)
            #expect(outcome == .failed(Delivery.Trouble("too large: entry 41 of chain deployment")))
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func aClockThatWasAheadStopsNothing(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let clock = SettableClock()
            let sink = TestSink()
            let right = clock.now
            clock.advance(by: .days(1))
            var streamer = stores.streamer(to: sink, clock: clock)
            try await drain(&streamer)
            clock.set(right)
            try await append(at: clock.now, to: stores)
            try await drain(&streamer)
            #expect(sink.taken.map(\.sequence) == [1])
            // Nor does it keep another server out when the first is killed.
            clock.advance(by: .days(1))
            try await drain(&streamer)
            clock.set(right + .minutes(1))
            var second = stores.streamer(to: sink, clock: clock, holder: "two")
            try await append(at: clock.now, to: stores)
            try await drain(&second)
            #expect(sink.taken.map(\.sequence) == [1, 2])
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whoeverIsToBlameAStreamThatStandsIsSeen(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let clock = SettableClock()
            let sink = TestSink()
            var streamer = stores.streamer(to: sink, clock: clock)
            try await drain(&streamer)
            let moment = clock.now
            try await append(at: moment, to: stores)
            clock.advance(by: .minutes(4))
            #expect(try await stores.auditStream.state(at: clock.now)?.behindSince == nil)
            clock.advance(by: .minutes(2))
            #expect(try await stores.auditStream.state(at: clock.now)?.behindSince == moment)
            #expect(try await stores.console.findings(at: clock.now).streamFailingSince == moment)
            try await drain(&streamer)
            #expect(try await stores.auditStream.state(at: clock.now)?.behindSince == nil)
            #expect(try await stores.console.findings(at: clock.now).streamFailingSince == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func troubleIsNotForgottenWhileOtherChainsAreLookedAt(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let clock = SettableClock()
            let sink = TestSink()
            // Chains for more than one page, and by its name the failing one is on a later one.
            let recorder = SQLRecorder(digest: stores.digest)
            let moment = clock.now
            try await stores.engine.write { connection throws(StoreError) in
                let people = (0..<1200).map { _ in Sample.id(Account.self) }
                try recorder.append(people.map { Sample.entry(.codeRefused, $0, at: moment) }, on: connection)
            }
            var streamer = stores.streamer(to: sink, clock: clock)
            try await drain(&streamer)
            sink.refuse()
            try await append(at: clock.now, to: stores)
            #expect(try await drain(&streamer) == .failed(Delivery.Trouble("refuses")))
            clock.advance(by: .minutes(61))
            #expect(try await drain(&streamer) == .failed(Delivery.Trouble("refuses")))
            #expect(try await stores.auditStream.state(at: clock.now)?.failingSince == moment)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func whatCouldNotBeSentAndIsGoneIsNoTrouble(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let clock = SettableClock()
            let sink = TestSink()
            var streamer = stores.streamer(to: sink, clock: clock)
            try await drain(&streamer)
            sink.refuse()
            try await append(at: clock.now, to: stores)
            try await drain(&streamer)
            try await stores.tamper("DELETE FROM audit_entries")
            #expect(try await drain(&streamer) == .idle)
            let state = try #require(try await stores.auditStream.state(at: clock.now))
            #expect(state.failingSince == nil && state.takenAt == nil)
        }
    }

    @Test(arguments: StorageUnderTest.all)
    func ofManyServersOneStreamsAndNothingIsLost(storage: StorageUnderTest) async throws {
        try await storage.withStores { stores in
            let clock = SettableClock()
            let sink = TestSink()
            var first = stores.streamer(to: sink, clock: clock, holder: "first")
            try await drain(&first)
            try await first.release()
            for _ in 0..<20 { try await append(at: clock.now, to: stores) }
            let outcomes = try await race(20) { number in
                var streamer = stores.streamer(to: sink, clock: clock, holder: "server-\(number)")
                return try await streamer.step()
            }
            #expect(outcomes.filter { $0 != .notMine }.count == 1)
            clock.advance(by: .minutes(3))
            try await drain(&first)
            #expect(sink.counts.keys.count == 20)
        }
    }
}
