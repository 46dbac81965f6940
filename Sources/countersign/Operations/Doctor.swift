import ArgumentParser
import AuthDomain
import AuthHTTP
import Foundation
import Settings

/// `countersign doctor`.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check settings, key, database and clock, and say what to do.",
        discussion: """
            Example: countersign doctor --data /var/lib/countersign
            Exit codes: 0 all well; 1 something needs attention.
            """)

    @OptionGroup var data: DataOptions

    func run() async throws {
        try await countersign.run {
            var report = Report()
            guard let settings = await check(&report, "settings", { try await data.settings() })
            else { throw ExitCode(1) }
            report.good("origin", settings.origin)
            if settings.origin.hasPrefix("http://"), !Loopback.isLoopback(origin: settings.origin) {
                report.bad("origin", "http is for localhost only; set server.origin to https://…")
            }
            for finding in await DoctorDelivery.findings(settings) {
                switch finding {
                case .good(let text): report.good("delivery", text)
                case .note(let text): report.note("delivery", text)
                case .bad(let text): report.bad("delivery", text)
                }
            }
            let database = try data.database(settings)
            if let exposure = database.exposure { report.bad("database", exposure) }
            if database.mayExist {
                try await checkData(settings, database, &report)
            } else {
                report.note("database", "\(data.folder) has no database; serve makes it at the first start")
            }
            if report.isBad { throw ExitCode(1) }
        }
    }

    private func checkData(
        _ settings: Settings, _ database: Database, _ report: inout Report
    ) async throws {
        let opened = await check(&report, "database") {
            try await Installation.open(settings, data: data.folder, assets: AssetStore())
        }
        guard let installation = opened else { return }
        report.good("database", database.display)
        var log = Audit.LogVerification(
            audit: installation.audit, store: installation.checkpoints,
            signer: installation.checkpointSigner, digest: installation.digest)
        try await log.run()
        if log.flaws.isEmpty {
            report.good("audit", "\(log.progress.entries) entries, intact")
        } else {
            for flaw in log.flaws { report.bad("audit", FlawSentence.of(flaw)) }
        }
        if let sink = installation.auditSink {
            if let trouble = await sink.check() {
                report.bad("audit stream", trouble.description)
            } else if let state = try await installation.auditStream.state(at: installation.clock.now),
                let since = state.failingSince ?? state.behindSince
            {
                let why = state.trouble.isEmpty ? "is a server running?" : state.trouble
                report.bad("audit stream", "nothing taken since \(Output.time(since)): \(why)")
            } else {
                report.good("audit stream", "to \(sink.name)")
            }
        }
        let status = try await installation.outboxQueue.status(at: installation.clock.now)
        if status.count(of: .dead) > 0 {
            report.note("delivery", "\(status.count(of: .dead)) dead messages; countersign delivery dead lists them")
        }
        let newest = try await installation.outbox.newest(limit: 1).first?.createdAt
        if let newest, newest > installation.clock.now + .minutes(5) {
            report.bad("clock", "it is behind the newest message; codes would be refused")
        } else {
            report.good("clock", Output.time(installation.clock.now))
        }
    }

    private func check<Value>(
        _ report: inout Report, _ name: String, _ body: () async throws -> Value
    ) async -> Value? {
        do {
            return try await body()
        } catch {
            report.bad(name, Failure.of(error).description)
            return nil
        }
    }

    /// What was found, line by line.
    private struct Report {
        private(set) var isBad = false

        func good(_ name: String, _ text: String) { print("ok    \(name): \(text)") }
        func note(_ name: String, _ text: String) { print("note  \(name): \(text)") }

        mutating func bad(_ name: String, _ text: String) {
            isBad = true
            print("BAD   \(name): \(text)")
        }
    }
}
