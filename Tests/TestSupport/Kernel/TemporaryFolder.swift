import Foundation

/// A folder for one test, with a name of its own.
package struct TemporaryFolder: Sendable {
    /// The folder's absolute path.
    package let path: String

    /// Makes the folder.
    package init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("countersign-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    /// Removes the folder with all that is in it.
    package func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
