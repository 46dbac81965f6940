import AuthDomain

/// Judges one code that is spent as a whole, inside the transaction that spends it: PINs, recovery,
/// invitation and bypass codes.
///
/// What ``SQLCodeAttemptStore`` is for running codes, for stores that have their own rows.
struct CodeJudge: Sendable {
    let recorder: SQLRecorder

    /// Looks at the throttles, then spends the code by `spending` or counts it as wrong, and records
    /// that.
    ///
    /// `spending` is run for a right code that no throttle blocks: one conditional write, which says
    /// whether it won. A code that lost (`alreadyUsed`) is counted like a wrong one.
    func judge(
        _ code: SignIn.ComparedCode, on connection: any SQLConnection,
        spending: () throws(StoreError) -> Bool
    ) throws(StoreError) -> SignIn.CodeVerdict {
        var states = try ThrottleRows.states(of: code.limits, at: code.now, on: connection)
        if let refusal = states.refusal(code.limits, now: code.now) { return refusal }
        if code.isRight, try spending() {
            try recorder.write(code.accepted, on: connection)
            try ThrottleRows.remove(
                code.limits.map(\.key).filter { states[$0] != nil }, on: connection)
            return .accepted
        }
        var until = code.now
        for limit in code.limits {
            states[limit.key, default: ThrottleState()].raise(limit.rule, now: code.now)
            until = max(until, states[limit.key]?.blockedUntil ?? until)
        }
        try ThrottleRows.write(states, now: code.now, on: connection)
        try recorder.append(code.refused.blocking(until, at: code.now), on: connection)
        return code.isRight ? .alreadyUsed : .wrong
    }
}
