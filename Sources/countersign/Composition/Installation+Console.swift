import AuthDomain
import AuthHTTP
import Logging
import SQLStorage
import ServiceLifecycle

extension Installation {
    /// The counters of the console.
    var consoleStore: any ConsoleStore { SQLConsoleStore(engine: engine) }

    /// What staff does about messages.
    var messageCare: Delivery.MessageCare {
        Delivery.MessageCare(outbox: outbox, throttles: throttles, composer: composer, clock: clock)
    }
}

/// Keeps the counters of the console's overview up to date, once a minute, until shutdown.
struct Bookkeeper: Service {
    let bookkeeping: AuthDomain.Console.Bookkeeping
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(StoreError) {
                    try await bookkeeping.catchUp()
                } catch {
                    logger.error("overview counters", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: .seconds(60)) } catch { return }
            }
        }
    }
}
