extension QRDecoder {
    /// Finds a symbol in a picture and reads it.
    ///
    /// Tries the picture as it is, at half its size, and with black and white exchanged; the work of each try is
    /// bounded (200 finder candidates, ten combinations of three).
    ///
    /// - Returns: the reading with its corners, or `nil` if there is no readable symbol.
    public static func decode(_ image: LuminanceImage) -> QRReading? {
        if let reading = pass(image, radius: 3) { return reading }
        let half = image.halved()
        if let half, let reading = pass(half, radius: 3) { return reading.scaled(by: 2) }
        return pass(image.inverted(), radius: 3)
    }

    private static func pass(_ image: LuminanceImage, radius: Int) -> QRReading? {
        let binary = LocalThreshold(radius: radius).binarize(image)
        let candidates = FinderSearch(binary).candidates
        for triple in FinderTriple.likeliest(of: candidates, limit: 10) {
            guard let location = SymbolLocation(triple, in: binary) else { continue }
            if let reading = SymbolReader(image: image, location: location).read() { return reading }
        }
        return nil
    }
}

extension QRReading {
    /// The reading with corners in a picture that is `factor` times as large.
    func scaled(by factor: Double) -> QRReading {
        QRReading(
            bytes: bytes,
            version: version,
            level: level,
            corners: corners.map { $0 * factor },
            correctedErrors: correctedErrors,
            characterSet: characterSet,
            isMirrored: isMirrored
        )
    }
}
