import AuthDomain

/// Random bytes from the operating system's generator.
package struct SystemRandomness: Randomness {
    /// The system's generator; it needs no seed and has no state here.
    package init() {}

    package func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            let word = generator.next()
            withUnsafeBytes(of: word) { bytes += $0.prefix(count - bytes.count) }
        }
        return bytes
    }
}
