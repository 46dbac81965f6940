/// What one Argon2id hash costs (RFC 9106 §3.1).
package struct Argon2Cost: Sendable, Equatable {
    /// What is spent by default: 19 MiB, two passes, one lane (OWASP ASVS 5.0 appendix C).
    package static let standard = Argon2Cost(unchecked: 19_456, passes: 2, lanes: 1)
    /// Bytes of a fresh salt.
    static let saltLength = 16
    /// Bytes of a fresh tag.
    static let tagLength = 32

    /// KiB of memory, 8 per lane … 262 144 (256 MiB).
    package let memory: Int
    /// 1…10.
    package let passes: Int
    /// 1…4.
    package let lanes: Int

    /// States a cost; `nil` outside of the limits.
    package init?(memory: Int, passes: Int, lanes: Int) {
        guard (1...4).contains(lanes), (1...10).contains(passes),
            (8 * lanes...262_144).contains(memory)
        else { return nil }
        self.init(unchecked: memory, passes: passes, lanes: lanes)
    }

    private init(unchecked memory: Int, passes: Int, lanes: Int) {
        self.memory = memory
        self.passes = passes
        self.lanes = lanes
    }
}
