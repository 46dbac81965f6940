import Foundation
import OTPCore
import Pairing
import Testing

/// Agreement with the OATH Toolkit on secrets and times of its own choice.
@Suite(.enabled(if: Oathtool.path != nil, "oathtool is not installed"))
struct OathtoolTests {
    @Test(arguments: OTPParameters.Algorithm.allCases)
    func oathtoolAgrees(algorithm: OTPParameters.Algorithm) throws {
        for _ in 0..<20 {
            let parameters = try #require(
                OTPParameters(
                    algorithm: algorithm, digits: .random(in: OTPParameters.allowedDigits),
                    period: .random(in: OTPParameters.allowedPeriods)))
            let secret = (0..<Int.random(in: 10...64)).map { _ in UInt8.random(in: 0...255) }
            let time = Int64.random(in: 0...4_000_000_000)
            let code = OneTimeCode(
                secret: secret, at: TimeStep(unixSeconds: time, period: parameters.period), parameters: parameters)
            let told = try Oathtool.run([
                "--totp=\(algorithm.name)", "--base32", "--digits=\(parameters.digits)",
                "--time-step-size=\(parameters.period)s", "--now=@\(time)", Base32.encode(secret),
            ])
            #expect(told == code.text)
        }
    }
}

enum Oathtool {
    static let path = ["/usr/bin/oathtool", "/usr/local/bin/oathtool", "/opt/homebrew/bin/oathtool"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// The first line that it prints.
    static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path))
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
