import Foundation
import Testing

@testable import countersign

@Suite struct DemoMarkTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "demo-mark-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func aNewFolderBecomesTheDemosForGood() throws {
        try inFolder { folder in
            try DemoMark(folder: folder).makeDemo()
            try DemoMark(folder: folder).makeDemo()
            #expect(throws: Failure.self) { try DemoMark(folder: folder).refuseDemo() }
        }
    }

    @Test func realDataIsNeverGivenKnownPasswords() throws {
        try inFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data().write(to: URL(fileURLWithPath: folder + "/countersign.sqlite"))
            #expect(throws: Failure.self) { try DemoMark(folder: folder).makeDemo() }
            try DemoMark(folder: folder).refuseDemo()
        }
    }
}
