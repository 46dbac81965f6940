import AuthDomain
import Logging
import ServiceLifecycle

/// Hands audit entries to another system as soon as they are written, until shutdown.
struct AuditStreamService: Service {
    let streamer: Audit.Streamer
    /// What operators call the other system.
    let destination: String
    let logger: Logger

    private static let idlePause = Duration.seconds(1)
    /// Between two questions whether the server that does it is still there.
    private static let standbyPause = Duration.seconds(15)
    private static let retry = {
        var rule = Delivery.RetryRule()
        rule.first = .seconds(1)
        rule.longest = .seconds(60)
        return rule
    }()

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var streamer = streamer
            var failures = Failures()
            while !Task.isCancelled {
                let pause = await step(&streamer, &failures)
                guard pause > .zero else { continue }
                do { try await Task.sleep(for: pause) } catch { break }
            }
            do throws(StoreError) { try await streamer.release() } catch {
                logger.error("audit stream", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Failures in a row, of the other system and of the database.
    private struct Failures {
        var ofSink = 0
        var ofStore = 0
    }

    /// One step, and how long to wait after it.
    private func step(_ streamer: inout Audit.Streamer, _ failures: inout Failures) async -> Duration {
        do throws(StoreError) {
            let outcome = try await streamer.step()
            failures.ofStore = 0
            switch outcome {
            case .notMine: return Self.standbyPause
            case .idle: return Self.idlePause
            case .sent(let count):
                if failures.ofSink > 0, count > 0 {
                    logger.notice("audit stream: goes on", metadata: ["to": "\(destination)"])
                    failures.ofSink = 0
                }
                return .zero
            case .failed(let trouble):
                failures.ofSink += 1
                if failures.ofSink == 1 {
                    logger.error(
                        "audit stream: nothing is taken; it is tried again, and nothing is lost",
                        metadata: ["why": "\(trouble)"])
                }
                return Self.retry.pause(after: failures.ofSink, chance: 0)
            }
        } catch {
            failures.ofStore += 1
            logger.error("audit stream", metadata: ["error": "\(error)"])
            return Self.retry.pause(after: failures.ofStore, chance: 0)
        }
    }
}
