import Foundation

/// The keys that a settings file uses.
enum FileKeys {
    /// Dotted keys of all values in the JSON file at `path`, sorted; none when it cannot be read.
    static func read(_ path: String) -> [String] {
        guard let data = FileManager.default.contents(atPath: path),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { return [] }
        return flatten(object, under: "").sorted()
    }

    private static func flatten(_ object: [String: Any], under prefix: String) -> [String] {
        object.flatMap { name, value in
            let key = prefix + name
            guard let inner = value as? [String: Any] else { return [key] }
            return flatten(inner, under: key + ".")
        }
    }
}
