import AuthDomain
import Synchronization

/// Gathers requests that come while others are on their way to the database, and sends them on
/// together: many callers, one round trip and one commit.
///
/// A request that finds nobody on the way leaves at once, so a quiet server waits for nothing. One
/// of the callers runs each group for all of them; nothing runs in the background.
final class Gathering<Request: Sendable, Answer: Sendable>: Sendable {
    /// What a caller is woken for.
    private enum Turn: Sendable {
        /// Somebody ran the group with this caller's request in it.
        case answered(Result<Answer, StoreError>)
        /// To run a group: first the caller's own request, then those of `followers`.
        case run(followers: [Waiting])
    }

    private struct Waiting: Sendable {
        let request: Request
        let caller: CheckedContinuation<Turn, Never>
        let arrived = ContinuousClock.now

        func refuse(_ reason: String) {
            caller.resume(returning: .answered(.failure(.unavailable(reason: reason))))
        }
    }

    private struct State {
        var waiting: [Waiting] = []
        var groupsUnderWay = 0
    }

    /// Most requests that wait; the next one is answered `unavailable`.
    static var longestLine: Int { 10_000 }
    private let patience: Duration
    private let largestGroup: Int
    private let groupsAtOnce: Int
    private let work: @Sendable ([Request]) async throws(StoreError) -> [Answer]
    private let state = Mutex(State())

    /// Gathers for `work`, which answers each request of a group, in their order.
    ///
    /// - Parameters:
    ///   - patience: How long a request may wait for its group; later nobody wants it run.
    ///   - largestGroup: Most requests in a group, at least 1.
    ///   - groupsAtOnce: Most groups under way, at least 1.
    ///   - work: Runs a group. When it throws `inconsistent` for a group, each request runs alone,
    ///     so that one broken row fails nobody else.
    init(
        patience: Duration, largestGroup: Int = 256, groupsAtOnce: Int = 1,
        work: @escaping @Sendable ([Request]) async throws(StoreError) -> [Answer]
    ) {
        self.patience = patience
        self.largestGroup = max(1, largestGroup)
        self.groupsAtOnce = max(1, groupsAtOnce)
        self.work = work
    }

    /// Requests that wait now.
    var line: Int { state.withLock { $0.waiting.count } }

    /// Sends `request` with the next group and waits for its answer.
    func submit(_ request: Request) async throws(StoreError) -> Answer {
        let turn = await withCheckedContinuation { caller in
            let leaves: Bool? = state.withLock { state in
                guard state.groupsUnderWay >= groupsAtOnce else {
                    state.groupsUnderWay += 1
                    return true
                }
                guard state.waiting.count < Self.longestLine else { return nil }
                state.waiting.append(Waiting(request: request, caller: caller))
                return false
            }
            switch leaves {
            case true?: caller.resume(returning: .run(followers: []))
            case false?: break
            case nil:
                caller.resume(
                    returning: .answered(.failure(.unavailable(reason: "too many requests are waiting"))))
            }
        }
        switch turn {
        case .answered(let result): return try result.get()
        case .run(let followers): return try await lead(request, followers).get()
        }
    }

    /// Runs a group, answers the followers, lets the next group go, and returns the own answer.
    private func lead(_ request: Request, _ followers: [Waiting]) async -> Result<Answer, StoreError> {
        let answers = await run([request] + followers.map(\.request))
        letNextGroupGo()
        for (follower, answer) in zip(followers, answers.dropFirst()) {
            follower.caller.resume(returning: .answered(answer))
        }
        return answers[0]
    }

    private func run(_ requests: [Request]) async -> [Result<Answer, StoreError>] {
        do throws(StoreError) {
            let answers = try await work(requests)
            guard answers.count == requests.count else {
                throw .inconsistent(reason: "\(answers.count) answers to \(requests.count) requests")
            }
            return answers.map { .success($0) }
        } catch {
            guard case .inconsistent = error, requests.count > 1 else {
                return requests.map { _ in .failure(error) }
            }
            var answers: [Result<Answer, StoreError>] = []
            for request in requests { answers += await run([request]) }
            return answers
        }
    }

    private func letNextGroupGo() {
        let (next, late): ([Waiting], [Waiting]) = state.withLock { state in
            let latest = ContinuousClock.now - patience
            let late = state.waiting.prefix { $0.arrived < latest }
            state.waiting.removeFirst(late.count)
            let group = Array(state.waiting.prefix(largestGroup))
            state.waiting.removeFirst(group.count)
            if group.isEmpty { state.groupsUnderWay -= 1 }
            return (group, Array(late))
        }
        for waiting in late { waiting.refuse("the database is too slow for so many requests") }
        guard let leader = next.first else { return }
        leader.caller.resume(returning: .run(followers: Array(next.dropFirst())))
    }
}
