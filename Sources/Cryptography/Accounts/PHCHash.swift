import OTPCore

/// A stored Argon2id hash: `$argon2id$v=19$m=…,t=…,p=…$<salt>$<tag>` (PHC string format).
///
/// Values exist only within the bounds below, so that a hash from an import cannot make the
/// server spend more memory or time than it has.
struct PHCHash: Equatable {
    /// Most bytes of a string that is looked at.
    static let maximumLength = 256

    let cost: Argon2Cost
    /// 8–64 bytes.
    let salt: [UInt8]
    /// 16–64 bytes.
    let tag: [UInt8]

    /// Bundles a fresh hash.
    init(cost: Argon2Cost, salt: [UInt8], tag: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.tag = tag
    }

    /// Reads a string; `nil` unless it is exactly what ``text`` makes of its values.
    init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength else { return nil }
        let parts = text.utf8.split(
            separator: UInt8(ascii: "$"), maxSplits: 6, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].isEmpty,
            parts[1].elementsEqual("argon2id".utf8), parts[2].elementsEqual("v=19".utf8),
            let cost = Self.cost(parts[3]),
            let salt = PHCBase64.decode(Array(parts[4])), (8...64).contains(salt.count),
            let tag = PHCBase64.decode(Array(parts[5])), (16...64).contains(tag.count)
        else { return nil }
        self.init(cost: cost, salt: salt, tag: tag)
    }

    /// The stored form.
    var text: String {
        "$argon2id$v=19$m=\(cost.memory),t=\(cost.passes),p=\(cost.lanes)"
            + "$\(PHCBase64.encode(salt))$\(PHCBase64.encode(tag))"
    }

    /// Whether the hash was made otherwise than today's are. A dearer one is replaced too: its
    /// longer work would tell that the person exists, and could be used to exhaust the memory.
    func differs(from cost: Argon2Cost) -> Bool {
        self.cost != cost
            || salt.count < Argon2Cost.saltLength || tag.count < Argon2Cost.tagLength
    }

    private static func cost(_ text: Substring.UTF8View) -> Argon2Cost? {
        let parameters = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard parameters.count == 3,
            let memory = number(parameters[0], after: "m="),
            let passes = number(parameters[1], after: "t="),
            let lanes = number(parameters[2], after: "p=")
        else { return nil }
        return Argon2Cost(memory: memory, passes: passes, lanes: lanes)
    }

    /// A decimal number of at most 7 digits without leading zero.
    private static func number(_ text: Substring.UTF8View, after prefix: String) -> Int? {
        guard text.starts(with: prefix.utf8) else { return nil }
        let digits = text.dropFirst(prefix.utf8.count)
        guard (1...7).contains(digits.count), digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}

/// Base64 with `+` and `/` and without padding, as PHC strings have it; one text per value.
enum PHCBase64 {
    static func encode(_ bytes: [UInt8]) -> String {
        let text = Base64URL.encodedUTF8(bytes).map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes, or `nil` for another alphabet, padding, or left-over bits that are not zero.
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        var url: [UInt8] = []
        for byte in text {
            switch byte {
            case UInt8(ascii: "+"): url.append(UInt8(ascii: "-"))
            case UInt8(ascii: "/"): url.append(UInt8(ascii: "_"))
            case UInt8(ascii: "-"), UInt8(ascii: "_"): return nil
            default: url.append(byte)
            }
        }
        return Base64URL.decode(utf8: url)
    }
}
