extension QRDecoder {
    /// Finds a symbol in a picture and reads it.
    ///
    /// Tries the picture as it is, at half its size, and both with black and white exchanged. The work of each
    /// try is bounded: 200 finder candidates, of which twenty are combined, ten combinations, five versions.
    ///
    /// - Returns: the reading with its corners, or `nil` if there is no readable symbol.
    public static func decode(_ image: LuminanceImage) -> QRReading? {
        let threshold = LocalThreshold(radius: 3)
        let binary = threshold.binarize(image)
        if let reading = read(image, binary) { return reading }
        let half = image.halved()
        let halfBinary = half.map { threshold.binarize($0) }
        if let half, let halfBinary, let reading = read(half, halfBinary) { return reading.scaled(by: 2) }
        if let reading = readInverted(image, binary) { return reading }
        if let half, let halfBinary, let reading = readInverted(half, halfBinary) { return reading.scaled(by: 2) }
        if let reading = read(image, MeanThreshold(radius: 6).binarize(image)) { return reading }
        if let half, let reading = read(half, MeanThreshold(radius: 6).binarize(half)) {
            return reading.scaled(by: 2)
        }
        return nil
    }

    private static func read(_ image: LuminanceImage, _ binary: BinaryImage) -> QRReading? {
        read(image, binary, FinderTriple.likeliest(of: FinderSearch(binary).candidates, limit: 10))
    }

    /// Exchanges black and white, the shades only if there is something to read.
    private static func readInverted(_ image: LuminanceImage, _ binary: BinaryImage) -> QRReading? {
        let inverted = binary.inverted()
        let triples = FinderTriple.likeliest(of: FinderSearch(inverted).candidates, limit: 10)
        return triples.isEmpty ? nil : read(image.inverted(), inverted, triples)
    }

    private static func read(
        _ image: LuminanceImage,
        _ binary: BinaryImage,
        _ triples: [FinderTriple]
    ) -> QRReading? {
        for triple in triples {
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
