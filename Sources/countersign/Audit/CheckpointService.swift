import AuthDomain
import Logging
import ServiceLifecycle

/// Makes a checkpoint every minute when something happened, until shutdown.
struct CheckpointService: Service {
    let checkpointer: Audit.Checkpointer
    let clock: any Timekeeping
    let logger: Logger

    /// Runs between two that look at every chain; others look at those that changed lately.
    private static let completeEvery = 60
    /// A duty is given back within seconds, or in large installations minutes.
    private static let longestWait = Duration.minutes(10)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var runs = 0
            var known: Int64 = 0
            var lastDone = clock.now
            while !Task.isCancelled {
                do throws(StoreError) {
                    let outcome = try await checkpointer.run(
                        now: clock.now, complete: runs.isMultiple(of: Self.completeEvery),
                        known: known)
                    if outcome != .notNow, outcome != .notMine { runs += 1 }
                    if outcome != .notMine { lastDone = clock.now }
                    if case .made(let checkpoint, _) = outcome { known = checkpoint.number }
                    log(outcome, lastDone: lastDone)
                } catch {
                    // What was staged is removed by the next run.
                    if Task.isCancelled { return }
                    logger.error("audit checkpoint", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: Audit.Checkpointer.interval) } catch { return }
            }
        }
    }

    private func log(_ outcome: Audit.Checkpointer.Outcome, lastDone: Instant) {
        switch outcome {
        case .notNow, .unchanged: break
        case .notMine:
            guard clock.now - lastDone > Self.longestWait else { return }
            logger.critical(
                "audit checkpoint: another server has had the duty for long and gives no other a turn; is it there?",
                metadata: ["since": "\(Output.time(lastDone))"])
        case .made(let checkpoint, let withheld):
            logger.debug("audit checkpoint", metadata: ["number": "\(checkpoint.number)"])
            for chain in withheld {
                logger.critical(
                    "audit checkpoint: a chain does not follow from what was signed; run countersign audit verify",
                    metadata: ["chain": "\(chain)"])
            }
        case .refused(let number):
            logger.critical(
                "audit checkpoint: the log is not what was signed, nothing more is signed; run countersign audit verify",
                metadata: ["checkpoint": "\(number)"])
        }
    }
}
