import Synchronization

/// Bytes that must not be printed, compared carelessly or left behind in memory.
///
/// Has no `description`; compares in constant time; the storage is zeroed on release.
package final class SecretBytes: Sendable {
    private let storage: Mutex<[UInt8]>

    /// Takes over `bytes`. The caller should not keep a copy.
    package init(_ bytes: consuming [UInt8]) {
        storage = Mutex(bytes)
    }

    deinit {
        storage.withLock { bytes in
            for index in bytes.indices { bytes[index] = 0 }
        }
    }

    /// How many bytes there are.
    package var count: Int { storage.withLock { $0.count } }

    /// Lends the bytes to `body`, which must not let them escape.
    package func withBytes<Value>(_ body: ([UInt8]) throws -> Value) rethrows -> Value {
        try storage.withLock { try body($0) }
    }

    /// A copy of the bytes, for callers that hand them to a cryptographic library.
    package var bytes: [UInt8] { storage.withLock { $0 } }
}

/// Whether two byte sequences are equal, in time that depends on their lengths alone.
package func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
}
