import ArgumentParser
import AuthDomain
import AuthHTTP
import Foundation
import Hummingbird
import Logging
import OTPCore
import Settings

/// `countersign serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the server.",
        discussion: """
            Example: countersign serve --demo
            Example: countersign serve --data /var/lib/countersign --origin https://id.example.com \\
                         --tls-certificate fullchain.pem --tls-key privkey.pem --port 443
            """)

    @OptionGroup var data: DataOptions

    @Flag(help: "Two people with known passwords, messages on a page, loopback only.")
    var demo = false

    @Flag(help: "With --demo: on the local network, with its own certificate and random passwords.")
    var lan = false

    @Option(help: "The port to listen on (default 8080).")
    var port: Int?

    @Option(help: "The address to listen on (default 127.0.0.1).")
    var host: String?

    @Option(help: "The public address, e.g. https://id.example.com.")
    var origin: String?

    @Option(help: "A PEM file with the certificate chain, to speak TLS directly.")
    var tlsCertificate: String?

    @Option(help: "A PEM file with the certificate's private key.")
    var tlsKey: String?

    @Option(help: "For development: a Web folder whose files replace those in the program.")
    var web: String?

    func validate() throws {
        if demo && data.database != nil {
            throw ValidationError("The demo keeps its own database: leave --database out.")
        }
        if lan && !demo { throw ValidationError("--lan goes with --demo.") }
        if (tlsCertificate == nil) != (tlsKey == nil) {
            throw ValidationError("--tls-certificate and --tls-key go together.")
        }
    }

    func run() async throws {
        try await countersign.run {
            var settings = try await data.settings()
            try apply(to: &settings)
            let assets =
                web.map { AssetStore(overriddenBy: URL(fileURLWithPath: $0)) } ?? AssetStore()
            if demo {
                try await Demo(settings: settings, lan: lan, folder: data.data, assets: assets)
                    .serve()
            } else {
                let site = try Self.site(settings)
                try DemoMark(folder: data.folder).refuseDemo()
                let installation = try await Installation.open(
                    settings, data: data.folder, site: site, assets: assets)
                let server = try Server(installation: installation, assets: assets)
                let hint =
                    try await installation.accounts.administrators().isEmpty
                    ? "\nThere is no administrator yet. Make one: countersign user add NAME --admin" : ""
                try await server.run(logger: try Log.make()) { port in
                    Console.say("Portal  \(site.origin)/\nApp     \(site.origin)/app/\nPort    \(port)\(hint)")
                }
            }
        }
    }

    private func apply(to settings: inout Settings) throws {
        if let port {
            guard (0...65535).contains(port) else {
                throw Failure.settings("--port must be 0 to 65535.")
            }
            settings.server.port = port
        }
        if let host { settings.server.host = host }
        if let tlsCertificate { settings.server.certificate = tlsCertificate }
        if let tlsKey { settings.server.key = tlsKey }
        if settings.server.port == 0, origin == nil, settings.server.origin == nil {
            throw Failure.settings("Port 0 means any free port, which no link could name: give --origin too.")
        }
        if let origin {
            guard let canonical = WebOrigin(origin) else {
                throw Failure.settings("--origin must be like https://id.example.com.")
            }
            settings.server.origin = canonical.text
        }
    }

    /// The site, once its origin is one that may be served.
    private static func site(_ settings: Settings) throws -> Site {
        let origin = settings.origin
        if origin.hasPrefix("http://") {
            guard Loopback.isLoopback(origin: origin),
                Loopback.isLoopback(host: settings.server.host)
            else {
                throw Failure.settings(
                    """
                    server.origin is \(origin), and passwords must not travel without TLS. Use an \
                    https origin: with --tls-certificate and --tls-key, or behind a proxy named \
                    in server.trustedProxies. http is for localhost only.
                    """)
            }
        } else if settings.server.certificate == nil, settings.server.trustedProxies.isEmpty {
            throw Failure.settings(
                """
                The origin is \(origin), but nobody speaks TLS: give --tls-certificate and \
                --tls-key, or name the proxy's address in server.trustedProxies.
                """)
        }
        return Site(origin: origin, settings: settings)
    }
}

/// Addresses of this machine itself.
enum Loopback {
    /// Whether `host` is `localhost`, `127.…` or `::1`.
    static func isLoopback(host: String) -> Bool {
        host == "localhost" || host == "::1" || host == "[::1]"
            || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }

    /// Whether the host of `origin` is this machine.
    static func isLoopback(origin: String) -> Bool {
        let authority = origin.drop { $0 != "/" }.dropFirst(2)
        if authority.hasPrefix("[") { return authority.hasPrefix("[::1]") }
        return isLoopback(host: String(authority.prefix { $0 != ":" }))
    }
}

/// The program's log: one line per event on standard error.
enum Log {
    /// The logger of the server.
    static func make() throws -> Logger {
        var logger = Logger(label: "countersign") { StreamLogHandler.standardError(label: $0) }
        guard let wanted = ProcessInfo.processInfo.environment["COUNTERSIGN_LOG"] else { return logger }
        guard let level = Logger.Level(rawValue: wanted) else {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure.settings("COUNTERSIGN_LOG must be one of \(levels), and is \(wanted).")
        }
        logger.logLevel = level
        return logger
    }
}
