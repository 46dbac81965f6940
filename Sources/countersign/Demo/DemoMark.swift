import Foundation

/// Keeps the demo's known passwords and real data apart: a folder is one or the other for good.
struct DemoMark {
    private let folder: String

    init(folder: String) {
        self.folder = folder
    }

    private var path: String { folder + "/demo" }
    private var isDemo: Bool { FileManager.default.fileExists(atPath: path) }
    private var hasData: Bool {
        FileManager.default.fileExists(atPath: Database.file(in: folder))
    }

    /// Marks a new folder as a demo's; refuses one with real data.
    func makeDemo() throws {
        if isDemo { return }
        if hasData {
            throw Failure.settings(
                """
                \(folder) holds a real installation, and the demo would give its people known \
                passwords. Name another folder with --data.
                """)
        }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try Data("This folder belongs to countersign serve --demo.\n".utf8)
            .write(to: URL(fileURLWithPath: path))
    }

    /// Refuses a demo's folder.
    func refuseDemo() throws {
        if isDemo {
            throw Failure.settings(
                """
                \(folder) belongs to the demo, whose passwords are known to all. Name another \
                folder with --data, or start it with --demo.
                """)
        }
    }
}
