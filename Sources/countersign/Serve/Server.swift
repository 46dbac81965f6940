import AuthDomain
import AuthHTTP
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import SQLStorage
import ServiceLifecycle
import Settings
import UnixSignals

/// The running server: HTTP and its housekeeping, stopped together.
struct Server: Sendable {
    private let installation: Installation
    private let router: AuthRouter

    /// Prepares pages and routes.
    init(installation: Installation, assets: AssetStore) throws {
        self.installation = installation
        router = try AuthRouter(
            services: installation.services(), site: installation.site, assets: assets)
    }

    /// Serves until SIGTERM or SIGINT, then finishes the requests in flight.
    ///
    /// Calls `announce` once with the port when the server takes connections.
    func run(logger: Logger, announce: @escaping @Sendable (Int) -> Void) async throws {
        let settings = installation.settings
        let application = Application(
            router: router.build(),
            server: try Self.transport(settings.server),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.server.host, port: settings.server.port),
                serverName: nil,
                availableConnectionsDelegate: .maximum(
                    settings.server.connections, logger: Self.quiet(logger))),
            onServerRunning: { channel in
                announce(channel.localAddress?.port ?? settings.server.port)
            },
            logger: logger)
        let sweeper = Sweeper(
            sessions: installation.sessions, clock: installation.clock,
            limits: .longest, logger: logger)
        let delivery = installation.deliveryService(logger: logger)
        let reminders = ReminderLoop(reminders: installation.reminders, logger: logger)
        let bookkeeper = Bookkeeper(
            bookkeeping: AuthDomain.Console.Bookkeeping(
                store: installation.consoleStore, clock: installation.clock), logger: logger)
        let checkpoints = CheckpointService(
            checkpointer: installation.checkpointer, clock: installation.clock, logger: logger)
        let brand = BrandWatch(branding: installation.branding, logger: logger)
        var services: [any Service] = [
            application, sweeper, delivery, reminders, bookkeeper, checkpoints, brand,
        ]
        if let sink = installation.auditSink {
            services.append(
                AuditStreamService(
                    streamer: installation.auditStreamer(to: sink), destination: sink.name, logger: logger))
        }
        var group = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: [.sigterm, .sigint], logger: Self.quiet(logger))
        group.maximumGracefulShutdownDuration = .seconds(settings.server.shutdownSeconds)
        do {
            try await ServiceGroup(configuration: group).run()
        } catch let error as NIOCore.IOError where error.errnoCode == EACCES {
            throw Failure.unavailable(
                "This user may not listen on port \(settings.server.port). Use a port above 1023, or grant the right.")
        } catch let error as NIOCore.IOError where error.errnoCode == EADDRINUSE {
            throw Failure.unavailable(
                """
                Port \(settings.server.port) is in use. Choose another with --port, or stop what \
                uses it.
                """)
        }
        await installation.engine.close()
    }

    private static func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        if logger.logLevel == .info { logger.logLevel = .notice }
        return logger
    }

    private static func transport(_ settings: ServerSettings) throws -> HTTPServerBuilder {
        let http = HTTP1Channel.Configuration(idleTimeout: .seconds(75))
        guard let certificate = settings.certificate, let key = settings.key else {
            return .http1(configuration: http)
        }
        guard let chain = try? NIOSSLCertificate.fromPEMFile(certificate), !chain.isEmpty else {
            throw Failure.settings("\(certificate) is not a readable PEM file with a certificate.")
        }
        guard let privateKey = try? NIOSSLPrivateKey(file: key, format: .pem) else {
            throw Failure.settings("\(key) is not a readable PEM file with a private key.")
        }
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        tls.minimumTLSVersion = .tlsv12
        return try .tls(.http1(configuration: http), tlsConfiguration: tls)
    }
}
