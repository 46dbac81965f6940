import AuthHTTP
import Foundation

/// What `serve` last served, kept in the data folder: commands write notices with the same address and brand.
struct SiteRecord: Codable {
    let origin: String
    let brand: String

    private static func path(in folder: String) -> String { folder + "/site.json" }

    /// What `serve` wrote into `folder`; `nil` when it never ran there.
    static func read(in folder: String) -> SiteRecord? {
        guard let data = FileManager.default.contents(atPath: path(in: folder)), data.count < 4096 else {
            return nil
        }
        return try? JSONDecoder().decode(SiteRecord.self, from: data)
    }

    /// Writes what is served from now on.
    static func write(_ site: Site, in folder: String) throws {
        let data = try JSONEncoder().encode(SiteRecord(origin: site.origin, brand: site.brand))
        try data.write(to: URL(fileURLWithPath: path(in: folder)), options: .atomic)
    }
}
