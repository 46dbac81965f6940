import AuthDomain
import AuthHTTP
import Foundation
import Testing

@testable import countersign

@Suite struct SiteRecordTests {
    @Test func commandsWriteForTheSiteThatWasServedLast() async throws {
        let folder = NSTemporaryDirectory() + "site-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(SiteRecord.read(in: folder) == nil)
        try SiteRecord.write(
            Site(origin: "https://id.example.com", branding: BrandBoard(Brand(name: "Conversations"))), in: folder)
        let record = try #require(SiteRecord.read(in: folder))
        #expect(record.origin == "https://id.example.com")
        #expect(record.brand == "Conversations")
        try Data("{".utf8).write(to: URL(fileURLWithPath: folder + "/site.json"))
        #expect(SiteRecord.read(in: folder) == nil)
    }
}
