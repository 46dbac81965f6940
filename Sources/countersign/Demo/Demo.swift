import AuthDomain
import AuthHTTP
import Foundation
import Settings

/// `serve --demo`: two people, an outbox page, and an address to open.
struct Demo: Sendable {
    let settings: Settings
    let lan: Bool
    let folder: String?
    let assets: AssetStore

    /// Serves the demo until it is stopped.
    func serve() async throws {
        var settings = settings
        settings.database.url = nil
        settings.brand.name =
            settings.brand.name == "Countersign" ? "Conversations" : settings.brand.name
        let folder = folder ?? (lan ? "var/demo-lan" : "var/demo")
        let passwords: DemoPeople.Passwords
        if lan {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            let address = try LocalNetwork.find()
            let certificate = try LANCertificate.readOrMake(in: folder, address: address)
            settings.server.host = "0.0.0.0"
            settings.server.origin = "https://\(address):\(settings.server.port)"
            settings.server.certificate = certificate.certificatePath
            settings.server.key = certificate.keyPath
            passwords = .random()
        } else {
            guard Loopback.isLoopback(host: settings.server.host),
                Loopback.isLoopback(origin: settings.origin)
            else {
                throw Failure.settings(
                    """
                    The demo has known passwords and listens on loopback only. For a real phone on \
                    your network use: countersign serve --demo --lan
                    """)
            }
            passwords = .known
        }
        try DemoMark(folder: folder).makeDemo()
        let site = Site(origin: settings.origin, settings: settings, isDemo: true)
        let installation = try await Installation.open(
            settings, data: folder, site: site, assets: assets)
        try await DemoPeople(installation: installation).prepare(passwords)
        let server = try Server(installation: installation, assets: assets)
        let banner = DemoBanner(site: site, passwords: passwords, lan: lan)
        try await server.run(logger: try Log.make()) { _ in banner.show() }
    }
}
