import ArgumentParser
import AuthDomain
import Foundation
import Synchronization
import Testing

@testable import countersign

/// `user import`: what is added, what is skipped, and what is said about it.
@Suite struct AccountImportTests {
    /// A hash that no password has; its form is all that counts here.
    private static let hash =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
        + String(repeating: "eHh4", count: 10) + "eHg"

    /// Runs an import of `text` in the data folder and returns its summary and what it said.
    private func run(
        _ text: String, in folder: String
    ) async throws -> (summary: AccountImport.Summary, said: [String]) {
        let file = folder + "/people.jsonl"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        let options = try DataOptions.parse(["--data", folder + "/data"])
        let installation = try await Opening.installation(options, mayCreate: true)
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
        let said = Mutex<[String]>([])
        let work = AccountImport(installation: installation) { text in
            said.withLock { $0.append(text) }
        }
        let summary = try await work.run(LineReader(handle))
        return (summary, said.withLock { $0 })
    }

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "import-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func line(_ username: String, _ more: String = "") -> String {
        #"{"username":"\#(username)","passwordHash":"\#(Self.hash)"\#(more)}"# + "\n"
    }

    @Test func phoneNumbersAreReadStrictly() async throws {
        try await withFolder { folder in
            let text =
                line("ana", #","phone":"+385 91 234-5678""#) + line("ben", #","phone":"091 2345678""#)
                + line("cem", #","phone":"+""#)
            let (summary, said) = try await run(text, in: folder)
            #expect(summary == AccountImport.Summary(added: 1, skipped: 2))
            let problem = "has a phone that is not a number with its country code"
            // A slow machine may say on the way how far it is.
            #expect(said.filter { $0.hasPrefix("line ") } == ["line 2 \(problem)", "line 3 \(problem)"])
            let options = try DataOptions.parse(["--data", folder + "/data"])
            let installation = try await Opening.installation(options)
            let ana = try await installation.accounts.account(named: "ana")
            #expect(ana?.phoneNumber == "+385912345678")
        }
    }

    @Test func everyWrongLineIsReportedInOrderAndTheOthersAreAdded() async throws {
        try await withFolder { folder in
            let text =
                line("ana") + "nonsense\n" + "\n  \n" + line("ANA")
                + line("ben", #","otpauth":"otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ""#)
                + line("cem", #","otpauth":"otpauth://totp/x?secret=1""#)
                + line("dan", #","email":"nobody""#) + line("eve", #","displayName":"a\u0000b""#)
                + #"{"username":"fay","passwordHash":"md5"}"# + "\n" + line("ana ")
                + line("last") + line("gil", #","displayName":"Gil \u202Elig""#)
                + line("hal", ",\"displayName\":\"\(String(repeating: "é", count: 129))\"")
                + line("ian", ",\"displayName\":\"\(String(repeating: "\u{301}", count: 3000))\"")
            let (summary, said) = try await run(text, in: folder)
            #expect(summary == AccountImport.Summary(added: 3, skipped: 10))
            #expect(
                said.filter { $0.hasPrefix("line ") } == [
                    "line 2 is not a JSON object with a username",
                    "line 5 has a username that is taken",
                    "line 7 has an otpauth URI that is not valid",
                    "line 8 has an email that is not an address",
                    "line 9 has a displayName that is too long or has characters that nobody sees",
                    "line 10 has a passwordHash that is not an Argon2id PHC string within limits",
                    "line 11 has no valid username",
                    "line 13 has a displayName that is too long or has characters that nobody sees",
                    "line 14 has a displayName that is too long or has characters that nobody sees",
                    "line 15 has a displayName that is too long or has characters that nobody sees",
                ])
        }
    }

    @Test func anotherRunAddsOnlyWhatIsMissing() async throws {
        try await withFolder { folder in
            let people = (0..<20_000).map { line("person \($0)") }
            let first = try await run(people.prefix(1200).joined(), in: folder)
            #expect(first.summary == AccountImport.Summary(added: 1200, skipped: 0))
            let second = try await run(people.joined(), in: folder)
            #expect(second.summary == AccountImport.Summary(added: 18_800, skipped: 1200))
            #expect(second.said.first == "line 1 has a username that is taken")
            // A slow machine may say on the way how far it is.
            #expect(second.said.filter { $0.hasPrefix("line ") }.count == 1200)
        }
    }

    @Test func aTableAddsPeopleToo() async throws {
        try await withFolder { folder in
            let rows = ["username;passwordHash;displayName", "ana;\(Self.hash);Ana", "ben;md5;Ben", "cem;x"]
            let (summary, said) = try await run("\u{FEFF}" + rows.joined(separator: "\r\n"), in: folder)
            #expect(summary == AccountImport.Summary(added: 1, skipped: 2))
            #expect(
                said.filter { $0.hasPrefix("line ") } == [
                    "line 3 has a passwordHash that is not an Argon2id PHC string within limits",
                    "line 4 has not the cells that the heading names",
                ])
            await #expect(throws: People.ImportLines.Problem.unknownColumn("mail")) {
                try await run("username,mail\na,b\n", in: folder)
            }
        }
    }

    @Test func anEmptyFileAddsNobody() async throws {
        try await withFolder { folder in
            let summary = try await run("", in: folder).summary
            #expect(summary == AccountImport.Summary())
        }
    }
}
