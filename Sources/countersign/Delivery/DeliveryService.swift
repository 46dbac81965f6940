import AuthDomain
import Logging
import SQLStorage
import ServiceLifecycle
import Synchronization

/// Hands the messages of the outbox to their channels: woken when one enters it, and by a timer.
///
/// At shutdown no message is begun any more; those under way are finished.
struct DeliveryService: Service {
    let dispatcher: Delivery.Dispatcher
    let outbox: any OutboxStore
    let announcements: Announcements
    /// Most messages under way.
    let concurrency: Int
    /// Whether nothing is ever sent, as in the demo: only what is old is forgotten.
    let isIdle: Bool
    let logger: Logger

    /// The longest time without a look: an announcement may be missed, and retries announce nothing.
    private static let longestPause = Duration.seconds(5)
    /// The shortest, so that an outbox in trouble is not asked without end.
    private static let shortestPause = Duration.milliseconds(20)
    private static let sweepEvery = Duration.seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await sweep() }
                if !isIdle { await deliver(in: &group) }
            }
        }
    }

    private func deliver(in group: inout DiscardingTaskGroup) async {
        let underWay = UnderWay()
        // Before the first look, so that nothing is missed between a look and the next wait.
        let changes = outbox.changes()
        while !Task.isCancelled {
            var pause = Self.longestPause
            do throws(StoreError) {
                pause = try await dispatcher.pause(atMost: pause)
                let free = concurrency - underWay.count
                if pause == .zero, free > 0 {
                    for claimed in try await dispatcher.claim(upTo: free) {
                        underWay.begin()
                        group.addTask {
                            await deliver(claimed)
                            underWay.end()
                            announcements.announce(Delivery.topic)
                        }
                    }
                }
                // With every place taken, whoever ends announces it.
                if underWay.count >= concurrency { pause = Self.longestPause }
            } catch {
                logger.error("outbox", metadata: ["error": "\(error)"])
                pause = Self.longestPause
            }
            await changes.changed(atMost: max(pause, Self.shortestPause))
        }
    }

    private func deliver(_ claimed: Delivery.ClaimedMessage) async {
        do throws(StoreError) {
            try await dispatcher.deliver(claimed)
        } catch {
            // The lease ends, and somebody tries again, under the same identifier.
            logger.error(
                "outbox", metadata: ["message": "\(claimed.message.id.text)", "error": "\(error)"])
        }
    }

    private func sweep() async {
        while !Task.isCancelled {
            do throws(StoreError) {
                if !isIdle { try await dispatcher.sweep() } else { try await dispatcher.forget() }
            } catch {
                logger.error("outbox sweep", metadata: ["error": "\(error)"])
            }
            do { try await Task.sleep(for: Self.sweepEvery) } catch { return }
        }
    }
}

/// Counts the messages under way.
private final class UnderWay: Sendable {
    private let messages = Mutex(0)

    var count: Int { messages.withLock { $0 } }
    func begin() { messages.withLock { $0 += 1 } }
    func end() { messages.withLock { $0 -= 1 } }
}
