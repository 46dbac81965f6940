import Foundation
import OTPCore

/// Bodies of type `application/x-www-form-urlencoded`.
enum FormEncoding {
    /// Encodes fields in the given order, leaving out those without a value.
    static func encode(_ fields: [(name: String, value: String?)]) -> Data {
        let pairs = fields.compactMap { field in
            field.value.map { "\(field.name)=\(PercentEncoding.encode($0))" }
        }
        return Data(pairs.joined(separator: "&").utf8)
    }
}
