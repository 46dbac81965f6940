import AuthDomain

/// One caller's body, waiting for an engine's thread.
package struct SQLSubmission: Sendable {
    /// What became of a body; told to its caller once the transaction has ended.
    package struct Outcome: Sendable {
        /// Whether the body threw, so that its changes must go.
        package let isFailure: Bool
        /// Answers the caller.
        package let deliver: @Sendable () -> Void
    }

    /// Runs the body. May be called again when its transaction was lost.
    package let run: @Sendable (any SQLConnection) -> Outcome
    /// Answers the caller with an error of the transaction.
    package let refuse: @Sendable (StoreError) -> Void

    /// Wraps `body`; exactly one call of `answer` follows.
    package init<Value: Sendable>(
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
