import AuthDomain
import Dispatch
import SQLStorage
import Synchronization

@testable import SQLiteEngine

/// Keeps the writer busy inside a body until told, so that other writes must wait.
final class WriterHold: Sendable {
    private let engine: SQLiteEngine
    private let leave = DispatchSemaphore(value: 0)
    private let holding: Task<Void, any Error>

    /// Returns once the writer is held.
    init(_ engine: SQLiteEngine) async {
        self.engine = engine
        let (entered, entry) = AsyncStream<Void>.makeStream()
        holding = Task { [leave] in
            try await engine.write { _ throws(StoreError) in
                entry.finish()
                leave.wait()
            }
        }
        for await _ in entered {}
    }

    /// Waits until `count` writes stand behind the held one.
    func waitForQueue(of count: Int) async {
        while engine.state.withLock({ $0.waitingWrites }) < count { await Task.yield() }
    }

    /// Lets the writer go on.
    func release() async throws {
        leave.signal()
        try await holding.value
    }

    /// Runs `count` bodies that must all wait at the same time; what each of them threw.
    static func failures(
        of count: Int, on engine: SQLiteEngine,
        _ body: @escaping @Sendable (Int, any SQLConnection) throws(StoreError) -> Void
    ) async throws -> [StoreError] {
        let hold = await WriterHold(engine)
        return try await withThrowingTaskGroup(of: StoreError?.self) { group in
            for index in 0..<count {
                group.addTask {
                    do throws(StoreError) {
                        try await engine.write { connection throws(StoreError) in
                            try body(index, connection)
                        }
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            await hold.waitForQueue(of: count)
            try await hold.release()
            return try await group.reduce(into: []) { $0.append($1) }.compactMap { $0 }
        }
    }
}
