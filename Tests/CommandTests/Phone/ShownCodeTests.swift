import CountersignKit
import Foundation
import Testing

@testable import countersign

/// Codes that the virtual phone makes by this machine's clock.
@Suite struct ShownCodeTests {
    /// A device with the key of RFC 6238 appendix B for SHA-256.
    private func device() throws -> DeviceRecord.PairedDevice {
        let key = Data("12345678901234567890123456789012".utf8).base64EncodedString()
        let json = #"{"registrationID":"r","name":"n","userID":"u","key":"\#(key)"}"#
        return try JSONDecoder().decode(DeviceRecord.PairedDevice.self, from: Data(json.utf8))
    }

    /// The last six digits of the published values.
    @Test(arguments: [
        (59.0, "119246"), (1_111_111_109, "084774"), (1_234_567_890, "819424"), (20_000_000_000, "737706"),
    ])
    func publishedValues(seconds: Double, code: String) throws {
        #expect(ShownCode(of: try device(), at: Date(timeIntervalSince1970: seconds)).text == code)
    }

    @Test(arguments: [(60.0, 30), (60.001, 30), (61.0, 29), (89.0, 1), (89.999, 1)])
    func secondsAreRoundedUp(seconds: Double, left: Int) throws {
        #expect(ShownCode(of: try device(), at: Date(timeIntervalSince1970: seconds)).secondsLeft == left)
    }
}
