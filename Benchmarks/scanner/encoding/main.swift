import CQREncode
import Foundation
import QRCodec

/// Times the encoder against libqrencode, in turn, one thread: `encoding [ROUNDS]`.
///
/// Of each round the least of five calls counts, and of all rounds the median. Both encode the same link at level M in
/// the smallest version, with the mask of the least penalty, and give back what they made.
let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 400
let address = "https://id.example.org/app/#register/0123456789abcdefghijklmnopqrstuv/"
let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")

/// Microseconds of the fastest of five calls.
func least(_ work: () -> Int) -> Double {
    var least = Duration.seconds(1)
    for _ in 0..<5 {
        least = min(least, ContinuousClock().measure { precondition(work() > 0, "nothing was encoded") })
    }
    return Double(least.components.attoseconds) / 1e12
}

/// The value in the middle of some that are not none.
func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

print("| link | version | Countersign, µs | libqrencode \(String(cString: QRcode_APIVersionString())), µs | ratio |")
print("|---|---|---|---|---|")
for length in [80, 150, 300, 1000] {
    // A link of letters and digits in no order that would help.
    var link = address
    var state: UInt32 = 7
    while link.utf8.count < length {
        state = state &* 1_664_525 &+ 1_013_904_223
        link.append(letters[Int(state >> 26)])
    }
    let bytes = Array(link.utf8)
    var ours: [Double] = []
    var theirs: [Double] = []
    var versions = (ours: 0, theirs: 0)
    for _ in 0..<max(rounds, 1) {
        ours.append(
            least {
                let symbol = try? QREncoder.encode(bytes, level: .medium, boostingLevel: false)
                versions.ours = symbol?.version ?? 0
                return versions.ours
            })
        theirs.append(
            least {
                guard let code = QRcode_encodeString(link, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return 0 }
                versions.theirs = Int(code.pointee.version)
                QRcode_free(code)
                return versions.theirs
            })
    }
    let (own, other) = (median(ours), median(theirs))
    let version = versions.ours == versions.theirs ? "\(versions.ours)" : "\(versions.ours), \(versions.theirs)"
    print("| \(length) characters | \(version) | \(Int(own)) | \(Int(other)) | \(hundredths(own / other)) |")
}

/// A number with two digits after the point.
func hundredths(_ value: Double) -> String {
    let whole = Int((value * 100).rounded())
    return "\(whole / 100).\(whole / 10 % 10)\(whole % 10)"
}
