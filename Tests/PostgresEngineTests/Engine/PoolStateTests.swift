import AuthDomain
import SQLStorage
import Testing

@testable import PostgresEngine

/// Outages end by themselves, and one connection too many is none.
@Suite struct PoolStateTests {
    private let now = ContinuousClock.now
    private let gone = StoreError.unavailable(reason: "gone")

    private func state(connections: Int = 3) -> PoolState {
        PoolState(options: PostgresEngine.Options(connections: connections))
    }

    private var job: PostgresJob {
        PostgresJob(.reading, SQLSubmission({ _ in }, answer: { _ in }), deadline: now + .seconds(60))
    }

    @Test func workIsRefusedInALastingOutageAndTakenAfterIt() {
        var state = state()
        let answer11 = state.admit(job, at: now)
        #expect(opens(answer11))
        let answer1 = state.failed(with: gone, at: now)
        #expect(answer1 != nil)
        let answer12 = state.admit(job, at: now + .seconds(2))
        #expect(refuses(answer12))
        let answer2 = state.takeExpired(at: now + .seconds(2))
        #expect(answer2.count == 1)
        let answer3 = state.claimRetry()
        #expect(answer3)
        state.connected()
        let answer13 = state.admit(job, at: now + .seconds(3))
        #expect(opens(answer13))
    }

    @Test func everyFailureLeavesSomebodyWhoTriesAgain() {
        var state = state()
        for _ in 0..<3 { _ = state.admit(job, at: now) }
        let answer4 = state.failed(with: gone, at: now)
        #expect(answer4 != nil)
        let answer5 = state.failed(with: gone, at: now)
        #expect(answer5 == nil, "one is enough")
        let answer6 = state.failed(with: gone, at: now)
        #expect(answer6 == nil)
        for _ in 0..<20 {
            let answer7 = state.claimRetry()
            #expect(answer7)
            let answer8 = state.failed(with: gone, at: now)
            #expect(answer8 != nil)
        }
        #expect(state.connections == 0)
    }

    @Test func oneConnectionTooManyStopsNobody() {
        var state = state()
        let lease = PostgresLease()
        let answer14 = state.admit(job, at: now)
        #expect(opens(answer14))
        let answer15 = state.admit(job, at: now)
        #expect(opens(answer15))
        guard case .run = state.turn(of: lease) else {
            Issue.record("no work")
            return
        }
        _ = state.failed(with: gone, at: now)
        state.connected()
        let answer16 = state.admit(job, at: now + .seconds(10))
        #expect(!refuses(answer16))
        _ = state.takeExpired(at: now)
    }

    @Test func aConnectionThatRestsIsTriedEvenInAnOutage() {
        var state = state()
        let lease = PostgresLease()
        _ = state.admit(job, at: now)
        _ = state.turn(of: lease)
        guard case .rest = state.turn(of: lease) else {
            Issue.record("does not rest")
            return
        }
        _ = state.failed(with: gone, at: now)
        guard case .start = state.admit(job, at: now + .seconds(10)) else {
            Issue.record("not tried")
            return
        }
    }

    @Test func retriesNeverExceedTheLimit() {
        var state = state(connections: 1)
        _ = state.admit(job, at: now)
        _ = state.failed(with: gone, at: now)
        let answer9 = state.claimRetry()
        #expect(answer9)
        state.connected()
        let answer10 = state.claimRetry()
        #expect(!answer10)
        #expect(state.connections == 1)
    }

    private func opens(_ admission: PoolState.Admission) -> Bool {
        if case .open = admission { true } else { false }
    }

    private func refuses(_ admission: PoolState.Admission) -> Bool {
        if case .refused = admission { true } else { false }
    }
}
