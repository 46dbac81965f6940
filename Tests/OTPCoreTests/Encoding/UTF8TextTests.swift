import OTPCore
import Testing

@Suite struct UTF8TextTests {
    /// The standard library is the second opinion: every lead byte with every second byte, cut off and complete.
    @Test func agreesWithTheStandardLibrary() {
        var disagreements: [[UInt8]] = []
        for lead in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                for tail: [UInt8] in [[], [0x80], [0x80, 0x80], [0xBF, 0xC0]] {
                    let bytes = [lead, second] + tail
                    if UTF8Text.isValid(bytes) != (String(validating: bytes, as: UTF8.self) != nil) {
                        disagreements.append(bytes)
                    }
                }
            }
        }
        #expect(disagreements.isEmpty)
    }
}
