extension QRDecoder {
    /// Finds a symbol in a picture and reads it.
    ///
    /// Tries the picture as it is, at half its size, and both with black and white exchanged. The work of each
    /// try is bounded: 200 finder candidates, of which twenty are combined, ten combinations, five versions.
    ///
    /// - Returns: the reading with its corners, or `nil` if there is no readable symbol.
    public static func decode(_ image: LuminanceImage) -> QRReading? {
        let threshold = LocalThreshold(radius: 3)
        var full = Pass(image, threshold.binarize(image), scale: 1)
        full.search.searchQuickly()
        if let reading = full.read() { return reading }
        var half = image.halved().map { Pass($0, threshold.binarize($0), scale: 2) }
        half?.search.searchThoroughly(seeksLight: true)
        if let reading = half?.read() ?? full.readInverted() ?? half?.readInverted() { return reading }
        full.search.searchThoroughly(seeksLight: false)
        if let reading = full.read() { return reading }
        let mean = MeanThreshold(radius: 6)
        full = Pass(image, mean.binarize(image), scale: 1)
        full.search.searchThoroughly(seeksLight: false)
        if let reading = full.read() { return reading }
        guard let image = half?.image else { return nil }
        var blurred = Pass(image, mean.binarize(image), scale: 2)
        blurred.search.searchThoroughly(seeksLight: false)
        return blurred.read()
    }
}

/// One way of looking at a picture.
private struct Pass {
    let image: LuminanceImage
    let binary: BinaryImage
    let scale: Double
    var search: FinderSearch

    init(_ image: LuminanceImage, _ binary: BinaryImage, scale: Double) {
        self.image = image
        self.binary = binary
        self.scale = scale
        search = FinderSearch(binary)
    }

    func read() -> QRReading? {
        read(image, binary, FinderTriple.likeliest(of: search.candidates, limit: 10))
    }

    /// Exchanges black and white, the pictures only if there is something to read.
    func readInverted() -> QRReading? {
        let triples = FinderTriple.likeliest(of: search.invertedCandidates, limit: 10)
        return triples.isEmpty ? nil : read(image.inverted(), binary.inverted(), triples)
    }

    private func read(_ image: LuminanceImage, _ binary: BinaryImage, _ triples: [FinderTriple]) -> QRReading? {
        for triple in triples {
            guard let location = SymbolLocation(triple, in: binary) else { continue }
            if let reading = SymbolReader(image: image, location: location).read() {
                return scale == 1 ? reading : reading.scaled(by: scale)
            }
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
