import AuthDomain
import Logging
import ServiceLifecycle

/// Reminds people of the day that comes, until shutdown.
struct ReminderLoop: Service {
    let reminders: Policy.ReminderService
    let logger: Logger

    /// The time between two looks when there is nothing to do.
    private static let pause = Duration.seconds(60)
    /// The time between two pages, so that requests go first.
    private static let breath = Duration.milliseconds(100)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var isBusy = false
                do throws(StoreError) {
                    isBusy = try await reminders.step()
                } catch {
                    logger.error("reminders", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: isBusy ? Self.breath : Self.pause) } catch { return }
            }
        }
    }
}
