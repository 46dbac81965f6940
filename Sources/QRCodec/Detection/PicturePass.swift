/// One way of looking at a picture: at a size, with a threshold.
struct PicturePass {
    /// The picture at that size.
    let image: LuminanceImage
    /// The same in black and white.
    let binary: BinaryImage
    /// What looks like finder patterns there.
    let search: FinderSearch
    /// Pixels of the original for one of ``image``.
    let scale: Double

    /// Looks at a picture in up to four ways, the quick and likely ones first, until `isDone` says that it is enough.
    ///
    /// At half its size, which is quick, and whose pixels are means of four and so have half the noise; then as it is; then
    /// both with a threshold for blurred pictures, at full size only where three patterns were seen before.
    static func each(of image: LuminanceImage, until isDone: (PicturePass) -> Bool) {
        let half = image.halved()
        let halfThreshold = half.map { LocalThreshold($0) }
        if let half, let halfThreshold {
            let binary = halfThreshold.binarize()
            let search = FinderSearch(binary)
            if isDone(PicturePass(image: half, binary: binary, search: search, scale: 2)) { return }
        }
        let threshold = LocalThreshold(image)
        let binary = threshold.binarize()
        let search = FinderSearch(binary)
        if isDone(PicturePass(image: image, binary: binary, search: search, scale: 1)) { return }
        var isLikely = search.hasThree
        if let half, let halfThreshold {
            let binary = MeanThreshold(noise: halfThreshold.noise).binarize(half)
            let search = FinderSearch(binary, findsLight: false)
            isLikely = isLikely || search.hasThree
            if isDone(PicturePass(image: half, binary: binary, search: search, scale: 2)) { return }
        }
        guard isLikely else { return }
        let blurred = MeanThreshold(noise: threshold.noise).binarize(image)
        let last = FinderSearch(blurred, leastWidth: 12, findsLight: false)
        _ = isDone(PicturePass(image: image, binary: blurred, search: last, scale: 1))
    }

    /// Triples to try of each colour: with dark middles and with light ones.
    static let mostTriples = 10

    /// The first symbol that can be read.
    func first(isOver: () -> Bool) -> QRReading? {
        var found: QRReading?
        read(isOver: isOver) { reading in
            found = reading
            return true
        }
        return found
    }

    /// All symbols that can be read, at most `limit`; each is left out of what is looked at next.
    func all(limit: Int, isOver: () -> Bool) -> [QRReading] {
        var found: [QRReading] = []
        read(isOver: isOver) { reading in
            found.append(reading)
            return found.count >= limit
        }
        return found
    }

    /// Reads symbol after symbol until `isEnough` or nothing is left to try.
    private func read(isOver: () -> Bool, _ isEnough: (QRReading) -> Bool) {
        if PicturePass.read(image, binary, search.candidates, scale: scale, isOver: isOver, isEnough) { return }
        guard FinderTriple.areThere(in: search.lightCandidates), !isOver() else { return }
        // The shades are exchanged only if there is something to read.
        _ = PicturePass.read(
            image.inverted(), binary.inverted(), search.lightCandidates, scale: scale, isOver: isOver, isEnough)
    }

    /// - Returns: whether it was enough.
    private static func read(
        _ image: LuminanceImage, _ binary: BinaryImage, _ candidates: [FinderCandidate], scale: Double,
        isOver: () -> Bool, _ isEnough: (QRReading) -> Bool
    ) -> Bool {
        var candidates = candidates
        var isNew = true
        while isNew {
            isNew = false
            for triple in FinderTriple.likeliest(of: candidates, limit: mostTriples) {
                if isOver() { return true }
                guard let location = SymbolLocation(triple, in: binary),
                    var reading = SymbolReader(image: image, location: location).read()
                else { continue }
                let corners = reading.corners
                candidates.removeAll { Quadrilateral(corners).contains($0.centre) }
                reading.corners = corners.map { $0 * scale }
                if isEnough(reading) { return true }
                isNew = true
                break
            }
        }
        return false
    }
}
