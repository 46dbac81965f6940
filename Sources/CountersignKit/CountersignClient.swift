import Foundation
import OTPCore

/// A phone's side of Countersign: signs people in, registers this device, makes its codes.
///
/// ```swift
/// let client = try CountersignClient(origin: "https://login.example.com", store: FileKeyStore(path: "phone.json"))
/// switch try await client.signIn(username: "maria", password: password) {
/// case .signedIn: …
/// case .mustRegister:
///     let claim = try await client.claim(link: scannedText)
///     let code = try await client.currentCode()   // the person types it in the portal
///     let outcome = try await client.continueSignIn()
/// …
/// }
/// ```
///
/// Everything that must outlive the process is in the ``DeviceKeyStore``, also a sign-in under way, so one process
/// may begin what another one finishes; two at the same time on one store are not supported. Times are the server's:
/// the device's own clock may be wrong.
public actor CountersignClient {
    /// The server's origin in canonical form.
    public nonisolated let origin: String

    let clientID: String
    let deviceModel: String
    let store: any DeviceKeyStore
    let transport: any HTTPTransport
    var clock: ServerClock
    var tokens: Tokens?
    /// The refresh under way. A refresh token works once, so callers at the same time share one request.
    var refreshing: Task<Swift.Result<Tokens, CountersignError>, Never>?

    /// Makes a client for one server.
    ///
    /// - Parameters:
    ///   - origin: The server's address, `https://host[:port]`.
    ///   - store: Where this device keeps its keys.
    ///   - clientID: The OAuth client id that the server knows this app by.
    ///   - deviceModel: What the portal shows when this device has claimed a registration; at most 64 characters are
    ///     sent.
    ///   - transport: What carries the requests.
    ///   - clock: This device's clock.
    /// - Throws: `invalidOrigin`.
    public init(
        origin: String,
        store: any DeviceKeyStore,
        clientID: String = "countersign-kit",
        deviceModel: String = "Virtual phone",
        transport: any HTTPTransport = URLSessionTransport(),
        clock: @escaping @Sendable () -> Date = { Date() }
    ) throws(CountersignError) {
        let withoutSlash = origin.hasSuffix("/") ? String(origin.dropLast()) : origin
        guard let canonical = WebOrigin(withoutSlash) else { throw .invalidOrigin }
        self.origin = canonical.text
        self.clientID = clientID
        self.deviceModel = String(deviceModel.prefix(64))
        self.store = store
        self.transport = transport
        self.clock = ServerClock(local: clock)
    }

    /// What is stored for this server, `nil` when nothing is.
    func storedRecord() throws(CountersignError) -> DeviceRecord? {
        let record: DeviceRecord?
        do {
            record = try store.load()
        } catch {
            throw .keyStore(error)
        }
        if let record, record.origin != origin { throw .keysOfAnotherServer(record.origin) }
        return record
    }

    /// What is stored; makes and stores a proof key the first time.
    func record() throws(CountersignError) -> DeviceRecord {
        if let record = try storedRecord() { return record }
        let record = DeviceRecord(origin: origin, proofKey: ProofKey().privateKey)
        try save(record)
        return record
    }

    func save(_ record: DeviceRecord) throws(CountersignError) {
        do {
            try store.save(record)
        } catch {
            throw .keyStore(error)
        }
    }

    /// Loads, changes and stores the record.
    func update(_ change: (inout DeviceRecord) -> Void) throws(CountersignError) {
        var record = try record()
        change(&record)
        try save(record)
    }

    /// Deletes all keys of this device.
    func wipe() throws(CountersignError) {
        tokens = nil
        do {
            try store.delete()
        } catch {
            throw .keyStore(error)
        }
    }
}
