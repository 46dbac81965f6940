/// Runs `body` many times at once and waits for all.
///
/// - Parameters:
///   - count: how many calls run side by side.
///   - body: what each does; it gets its number, from 0.
/// - Returns: the answers, in the order in which they came.
/// - Throws: what the first failing call throws.
package func race<Value: Sendable>(
    _ count: Int = 50, _ body: @escaping @Sendable (Int) async throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
        for number in 0..<count { group.addTask { try await body(number) } }
        var answers: [Value] = []
        for try await answer in group { answers.append(answer) }
        return answers
    }
}
