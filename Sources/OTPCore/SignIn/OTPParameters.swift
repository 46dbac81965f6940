/// How the codes of one authenticator are computed: hash, number of digits, length of a step.
///
/// Values exist only within the limits below, so nothing that takes parameters checks them again.
public struct OTPParameters: Equatable, Hashable, Sendable {
    /// The hash of the HMAC (RFC 6238 §1.2).
    public enum Algorithm: UInt8, Equatable, Hashable, Sendable, CaseIterable {
        /// HMAC-SHA-1, what other authenticator apps reliably support.
        case sha1 = 1
        /// HMAC-SHA-256, what a paired phone uses.
        case sha256 = 2
        /// HMAC-SHA-512.
        case sha512 = 3

        /// The name in key URIs and in storage: `SHA1`, `SHA256` or `SHA512`.
        public var name: String {
            switch self {
            case .sha1: "SHA1"
            case .sha256: "SHA256"
            case .sha512: "SHA512"
            }
        }

        /// Reads a name, ignoring case and a hyphen (`sha-256`); `nil` for any other.
        public init?(name: String) {
            self.init(utf8: ArraySlice(name.utf8))
        }

        init?(utf8 name: ArraySlice<UInt8>) {
            let plain = ArraySlice(name.prefix(16).filter { $0 != UInt8(ascii: "-") })
            if ASCII.equals(plain, "sha1") {
                self = .sha1
            } else if ASCII.equals(plain, "sha256") {
                self = .sha256
            } else if ASCII.equals(plain, "sha512") {
                self = .sha512
            } else {
                return nil
            }
        }
    }

    /// How many digits a code may have (RFC 4226 §5.3).
    public static let allowedDigits = 6...8
    /// How many seconds a step may last; a code must change at least every two minutes (SP 800-63B-4 §3.1.4.1).
    public static let allowedPeriods = 15...120

    /// The hash of the HMAC.
    public let algorithm: Algorithm
    /// Digits of a code, 6…8.
    public let digits: Int
    /// Seconds of a step, 15…120.
    public let period: Int

    /// Makes parameters; `nil` when `digits` or `period` is out of its limits.
    public init?(algorithm: Algorithm, digits: Int = 6, period: Int = 30) {
        guard Self.allowedDigits.contains(digits), Self.allowedPeriods.contains(period) else { return nil }
        self.init(unchecked: algorithm, digits: digits, period: period)
    }

    private init(unchecked algorithm: Algorithm, digits: Int, period: Int) {
        self.algorithm = algorithm
        self.digits = digits
        self.period = period
    }

    /// A paired phone: SHA-256, six digits, 30 seconds.
    public static var pairedPhone: OTPParameters {
        OTPParameters(unchecked: .sha256, digits: 6, period: 30)
    }

    /// Another authenticator app: SHA-1, six digits, 30 seconds. Many such apps ignore any other choice.
    public static var authenticatorApp: OTPParameters {
        OTPParameters(unchecked: .sha1, digits: 6, period: 30)
    }
}
