import QRCodec

extension QRReading {
    /// What `countersign qr decode --json --all` says of a code.
    var fields: [String: Any] {
        var result: [String: Any] = [
            "text": fullText,
            "version": version,
            "level": level.letter,
            "mirrored": isMirrored,
            "inverted": isInverted,
            "corners": corners.map { [Self.tenths($0.x), Self.tenths($0.y)] },
        ]
        if let sequence = header.structuredAppend {
            result["part"] = sequence.index + 1
            result["parts"] = sequence.count
            result["parity"] = sequence.parity
        }
        return result
    }

    /// A coordinate with one digit behind the point; 0 for what is no number.
    private static func tenths(_ coordinate: Double) -> Double {
        coordinate.isFinite ? (coordinate * 10).rounded() / 10 : 0
    }
}

extension ErrorCorrectionLevel {
    /// The level's letter.
    var letter: String {
        switch self {
        case .low: "L"
        case .medium: "M"
        case .quartile: "Q"
        case .high: "H"
        }
    }
}
