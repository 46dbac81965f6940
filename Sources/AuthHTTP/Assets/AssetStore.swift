import CWebAssets
import Foundation

/// A file that the browser or a template needs.
package struct Asset: Sendable {
    /// Its folder: `app`, `shared`, `portal` or `messages`.
    let folder: String
    /// Its path below the folder.
    let name: String
    let bytes: [UInt8]
    /// The same, compressed; `nil` when that saves nothing.
    let gzip: [UInt8]?
}

/// The web assets that were compiled into this program, or (for development) a folder of them.
package struct AssetStore: Sendable {
    private let assets: [String: Asset]

    /// The assets inside the program.
    package init() {
        var assets: [String: Asset] = [:]
        for index in 0..<countersign_asset_count() {
            guard let entry = countersign_asset(index)?.pointee else { continue }
            let gzip = Self.copy(entry.gzip, entry.gzip_count)
            Self.add(
                String(cString: entry.path), bytes: Self.copy(entry.bytes, entry.count),
                gzip: gzip.isEmpty ? nil : gzip, to: &assets)
        }
        self.assets = assets
    }

    /// The assets inside the program, with the files of `Web` at `directory` in their place: edit,
    /// restart, reload.
    package init(overriddenBy directory: URL) {
        var assets = AssetStore().assets
        let files = FileManager.default.enumerator(
            at: directory, includingPropertiesForKeys: [.isRegularFileKey])
        for case let file as URL in files ?? FileManager.DirectoryEnumerator() {
            guard let data = try? Data(contentsOf: file) else { continue }
            let root = directory.standardizedFileURL.path
            let path = file.standardizedFileURL.path.dropFirst(root.count).drop { $0 == "/" }
            Self.add(String(path), bytes: Array(data), gzip: nil, to: &assets)
        }
        self.assets = assets
    }

    /// The asset at `folder/name`.
    func asset(_ folder: String, _ name: String) -> Asset? {
        assets["\(folder)/\(name)"]
    }

    /// All assets of a folder, by name.
    func all(in folder: String) -> [Asset] {
        assets.values.filter { $0.folder == folder }.sorted { $0.name < $1.name }
    }

    private static func add(
        _ path: String, bytes: [UInt8], gzip: [UInt8]?, to assets: inout [String: Asset]
    ) {
        let parts = path.split(separator: "/", maxSplits: 1)
        guard parts.count == 2 else { return }
        assets[path] = Asset(
            folder: String(parts[0]), name: String(parts[1]), bytes: bytes, gzip: gzip)
    }

    private static func copy(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: start, count: count))
    }
}
