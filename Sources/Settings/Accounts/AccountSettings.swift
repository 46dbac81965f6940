/// How passwords are hashed.
package struct AccountSettings: Sendable, Equatable {
    /// Threads that hash; `nil`: one for each core.
    package var hashWorkers: Int?
    /// Sign-ins that may wait for a thread before others are answered with 503.
    package var hashQueue: Int

    /// Reads how passwords are hashed.
    ///
    /// - Configuration keys:
    ///   - `accounts.hashWorkers` (whole number, default 0, 0…64): threads; 0: one for each core
    ///   - `accounts.hashQueue` (whole number, default 64, 1…10000): sign-ins that may wait
    init(reader: inout SettingReader) {
        let workers = reader.number("accounts.hashWorkers", default: 0, in: 0...64)
        hashWorkers = workers == 0 ? nil : workers
        hashQueue = reader.number("accounts.hashQueue", default: 64, in: 1...10_000)
    }
}
