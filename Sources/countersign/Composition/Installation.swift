import AuthDomain
import AuthHTTP
import Cryptography
import Foundation
import SQLStorage
import Settings

/// A data folder, opened: its key, its database, and every store on it.
struct Installation: Sendable {
    let settings: Settings
    let site: Site
    let engine: any SQLEngine
    let sealer: any Sealing
    let digest: any Digesting = LibraryDigest()
    let random: any Randomness = SystemRandomness()
    let clock: any Timekeeping = SystemClock()
    let agreement: any KeyAgreeing = PairingAgreement()
    let hasher: any PasswordHashing
    let composer: any NoticeComposing
    /// Decides for people: the settings file, and over it what was saved at run time.
    let policies: PolicyService
    /// What a first registration asks for in a demo: at first no more than design and documents show.
    let demoRegistration = FirstRegistrationSwitch(.password)

    /// Opens the folder `data`, making key and database at the first start, and migrates.
    ///
    /// - Throws: ``KeyFileError``, ``StoreError``, ``Migrator/Failure``.
    static func open(
        _ settings: Settings, data folder: String, site: Site? = nil, assets: AssetStore
    ) async throws -> Installation {
        let digest = LibraryDigest()
        let random = SystemRandomness()
        let database = try Database(settings.database, folder: folder)
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure.unavailable("The folder \(folder) cannot be made; give another with --data.")
        }
        let engine = try database.open()
        try await Migrator(engine: engine, digest: digest).migrate(at: SystemClock().now)
        try await refuseUnfinishedCopy(engine)
        try await SearchKeyRows.fill(engine)
        let sealer = try await sealer(on: engine, folder: folder, random: random)
        if let site { try SiteRecord.write(site, in: folder) }
        let site = site ?? Site(settings: settings, served: SiteRecord.read(in: folder))
        let installation = Installation(
            settings: settings, site: site, engine: engine, sealer: sealer,
            hasher: Argon2Pool(
                workers: settings.accounts.hashWorkers, queueLimit: settings.accounts.hashQueue),
            composer: try TemplateNoticeComposer(
                assets: assets, site: site,
                channels: site.isDemo ? Set(Delivery.Channel.allCases) : settings.delivery.channels,
                sealer: sealer, random: random, digest: digest),
            policies: PolicyService(
                base: settings.policy, store: SQLPolicyStore(engine: engine, digest: digest),
                calendar: FoundationCalendar(), clock: SystemClock()))
        try await installation.showBrand()
        return installation
    }

    private static func refuseUnfinishedCopy(_ engine: any SQLEngine) async throws {
        let store = SQLDeploymentStore(engine: engine)
        guard try await store.value(DatabaseCopy.mark) == nil else {
            throw Failure.unavailable(
                "This database is an unfinished copy. Run countersign database copy again: it goes on.")
        }
    }

    /// Seals with the key-encryption keys of the environment, or of the folder's key file, which is
    /// made for a database that nobody has used.
    private static func sealer(
        on engine: any SQLEngine, folder: String, random: SystemRandomness
    ) async throws -> any Sealing {
        let check = KeyCheck(store: SQLDeploymentStore(engine: engine))
        let keyring: Keyring
        if let text = ProcessInfo.processInfo.environment["COUNTERSIGN_KEY"] {
            keyring = try Keyring(text: text)
        } else {
            let file = KeyFile(path: folder + "/key")
            keyring = try await check.mayMakeKey() ? file.readOrCreate(random: random) : file.read()
        }
        let sealer = AESSealer(ring: keyring)
        guard try await check.fits(sealer) else {
            throw Failure.settings(
                """
                The key-encryption key does not belong to this database. All servers of a database need \
                the same: copy the file \(folder)/key of the first one, or set COUNTERSIGN_KEY.
                """)
        }
        return sealer
    }

    var accounts: any AccountStore { SQLAccountStore(engine: engine, digest: digest) }
    var devices: any DeviceStore { SQLDeviceStore(engine: engine, digest: digest) }
    var audit: any AuditStore { SQLAuditStore(engine: engine, digest: digest) }
    var throttles: any ThrottleStore { SQLThrottleStore(engine: engine) }
    var sessions: any PortalSessionStore { SQLPortalSessionStore(engine: engine, digest: digest) }
    var apiKeys: any APIKeyStore { SQLAPIKeyStore(engine: engine, digest: digest) }
    var outbox: any OutboxStore { SQLOutboxStore(engine: engine, sealer: sealer, digest: digest) }
    var outboxQueue: any OutboxQueue & DeadLetterStore {
        SQLOutboxStore(engine: engine, sealer: sealer, digest: digest)
    }
    var registrations: any RegistrationStore {
        SQLRegistrationStore(engine: engine, digest: digest)
    }

    /// Adds, disables and resets accounts.
    var accountService: AccountService {
        AccountService(
            accounts: accounts, hasher: hasher, composer: composer, random: random, clock: clock)
    }

    /// Shows and removes devices.
    var deviceService: DeviceService {
        DeviceService(devices: devices, composer: composer, clock: clock)
    }

    /// Adds, lists, revokes and recognizes API keys.
    var apiKeyService: APIKeyService {
        APIKeyService(keys: apiKeys, random: random, digest: digest, clock: clock)
    }

    /// Where a change on the command line comes from.
    var commandLine: RequestSource {
        .commandLine(reference: Identifier<RequestSource>(random: random).text)
    }
}

extension Settings {
    /// The public address: as set, or made of host and port.
    var origin: String {
        if let origin = server.origin { return origin }
        let scheme = server.certificate == nil ? "http" : "https"
        let host =
            switch server.host {
            case "127.0.0.1": "localhost"
            case let host where host.contains(":") && !host.hasPrefix("["): "[\(host)]"
            case let host: host
            }
        return "\(scheme)://\(host):\(server.port)"
    }
}

extension Site {
    /// The site that commands write for: as `serve` last served it, unless the settings name an origin.
    init(settings: Settings, served: SiteRecord?) {
        var settings = settings
        if let served, settings.server.origin == nil {
            settings.server.origin = served.origin
            settings.brand.name = served.brand
        }
        self.init(origin: settings.origin, settings: settings)
    }

    /// The site at `origin` with these settings.
    init(origin: String, settings: Settings, isDemo: Bool = false) {
        self.init(
            origin: origin, branding: BrandBoard(settings.brand), isDemo: isDemo,
            trustedProxies: Set(settings.server.trustedProxies),
            servesTLS: settings.server.certificate != nil)
    }
}
