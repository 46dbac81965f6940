import ArgumentParser
import CountersignKit
import Foundation

/// Which phone and which server; the same for every command of the phone.
struct PhoneOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The server (default: the one that the key file belongs to, or http://localhost:8080).",
            valueName: "url"))
    var server: String?

    @Option(help: ArgumentHelp("The phone's key file, readable by its owner only.", valueName: "file"))
    var phone = "./phone.json"

    @Flag(help: "Print one JSON object per event, each on a line of its own.")
    var json = false

    /// How results are told.
    var report: PhoneReport { PhoneReport(json: json) }

    /// What the key file holds; `nil` when there is none.
    func record() throws -> DeviceRecord? {
        do {
            return try FileKeyStore(path: phone).load()
        } catch {
            throw CountersignError.keyStore(error)
        }
    }

    /// Runs a command's work with the phone, and tells whatever goes wrong.
    func perform(_ body: (CountersignClient) async throws -> Void) async throws {
        try await countersign.run {
            do {
                let origin = try server ?? record()?.origin ?? "http://localhost:8080"
                try await body(CountersignClient(origin: origin, store: FileKeyStore(path: phone)))
            } catch let exit as ExitCode {
                throw exit
            } catch {
                let failure = PhoneFailures.failure(error)
                try report.tell(failure)
                throw failure
            }
        }
    }
}
