import AuthDomain
import AuthHTTP
import Logging
import SQLStorage
import ServiceLifecycle

extension Installation {
    /// Shows the brand as it was changed in the console, over what the settings file says.
    var branding: BrandService {
        BrandService(board: site.branding, store: SQLBrandStore(engine: engine, digest: digest), clock: clock)
    }

    /// Shows what was saved last. A version that cannot be read stops nobody: the settings file counts.
    func showBrand() async throws(StoreError) {
        do throws(StoreError) {
            try await branding.refresh()
        } catch .inconsistent {}
    }
}

/// Shows what other servers save of the brand, until shutdown.
struct BrandWatch: Service {
    let branding: BrandService
    let logger: Logger

    /// The time between two looks when nothing is announced.
    private static let pause = Duration.seconds(30)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            let changes = branding.changes()
            while !Task.isCancelled {
                do throws(StoreError) {
                    try await branding.refresh()
                } catch {
                    if !Task.isCancelled { logger.error("brand", metadata: ["error": "\(error)"]) }
                }
                await changes.changed(atMost: Self.pause)
            }
        }
    }
}
