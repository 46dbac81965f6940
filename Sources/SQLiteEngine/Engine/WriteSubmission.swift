import AuthDomain
import SQLStorage

/// One caller's write, waiting for its group.
struct WriteSubmission: Sendable {
    /// What became of a body; told to its caller once the group is committed.
    struct Outcome: Sendable {
        /// Whether the body threw, so that its changes must go.
        let isFailure: Bool
        /// Answers the caller.
        let deliver: @Sendable () -> Void
    }

    /// Runs the body. May be called again when its group could not be committed.
    let run: @Sendable (any SQLConnection) -> Outcome
    /// Answers the caller with an error of the group.
    let refuse: @Sendable (StoreError) -> Void

    /// Wraps `body`; exactly one call of `answer` follows.
    init<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws(StoreError) -> Value,
        answer: @escaping @Sendable (Result<Value, StoreError>) -> Void
    ) {
        run = { connection in
            do throws(StoreError) {
                let value = try body(connection)
                return Outcome(isFailure: false) { answer(.success(value)) }
            } catch {
                return Outcome(isFailure: true) { answer(.failure(error)) }
            }
        }
        refuse = { answer(.failure($0)) }
    }
}
