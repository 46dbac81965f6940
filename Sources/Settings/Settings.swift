import AuthDomain
import Configuration
import Foundation
import SystemPackage

/// The settings of a deployment, from a JSON file and the environment.
///
/// `server.origin` in the file is `COUNTERSIGN_SERVER_ORIGIN` in the environment, which wins.
/// `docs/configuration.md` lists every key.
package struct Settings: Sendable {
    package var server: ServerSettings
    package var database: DatabaseSettings
    package var brand: Brand
    package var accounts: AccountSettings
    package var signIn: SignInSettings
    package var registration: Registration.Limits
    package var policy: Policy.Settings
    package var delivery: DeliverySettings
    package var audit: AuditSettings
    package var console: ConsoleSettings

    /// Reads the settings from the process's environment and, unless `file` is `nil`, from a JSON file.
    ///
    /// ``SettingsError`` says every problem of the settings, or that the file is not readable JSON.
    package static func load(
        file: String?, environment: [String: String]
    ) async throws(SettingsError) -> Settings {
        var providers: [any ConfigProvider] = [
            EnvironmentVariablesProvider(environmentVariables: environment)
                .prefixKeys(with: "countersign")
        ]
        if let file {
            do {
                providers.append(
                    try await FileProvider<JSONSnapshot>(filePath: FilePath(file)))
            } catch {
                throw SettingsError(problems: [
                    SettingProblem(key: file, sentence: "is not a readable JSON file with one object")
                ])
            }
        }
        return try read(ConfigReader(providers: providers), keysOfFile: file.map(FileKeys.read) ?? [])
    }

    /// Reads the settings from `reader`; keys of the file that no setting has are mistakes.
    package static func read(
        _ reader: ConfigReader, keysOfFile: [String] = []
    ) throws(SettingsError) -> Settings {
        var reader = SettingReader(reader)
        let policy = Policy.Settings(reader: &reader)
        let settings = Settings(
            server: ServerSettings(reader: &reader),
            database: DatabaseSettings(reader: &reader),
            brand: Brand(reader: &reader),
            accounts: AccountSettings(reader: &reader),
            signIn: SignInSettings(reader: &reader),
            registration: Registration.Limits(reader: &reader),
            policy: policy,
            delivery: DeliverySettings(reader: &reader),
            audit: AuditSettings(reader: &reader),
            console: ConsoleSettings(reader: &reader, resetNeedsApproval: policy.resetNeedsApproval))
        for key in keysOfFile where !reader.known.contains(key) {
            reader.report(key, "is not a setting; see docs/configuration.md")
        }
        guard reader.problems.isEmpty else { throw SettingsError(problems: reader.problems) }
        return settings
    }
}
