/// One search of a picture, from the cheapest way of looking at it to the dearest.
struct PictureScan {
    private let image: LuminanceImage
    /// The search ends with so many readings.
    private let most: Int
    private var budget: ScanBudget
    /// What was read.
    private(set) var readings: [QRReading] = []

    /// A search that has not begun.
    init(_ image: LuminanceImage, most: Int, budget: ScanBudget) {
        self.image = image
        self.most = most
        self.budget = budget
    }

    private var isDone: Bool { readings.count >= most || budget.isSpent }

    /// Searches until there are enough readings, nothing is left to try, or the budget is spent.
    mutating func run() {
        let threshold = LocalThreshold(radius: 3)
        guard var full = look(image, { threshold.binarize($0) }, scale: 1) else { return }
        full.search.searchQuickly()
        read(full, full.triples)
        if isDone { return }
        var half: PictureView?
        if let smaller = image.halved() { half = look(smaller, { threshold.binarize($0) }, scale: 2) }
        half?.search.searchThoroughly(seeksLight: true)
        if let half { read(half, half.triples) }
        if isDone { return }
        readInverted(full)
        if let half, !isDone { readInverted(half) }
        if isDone || !budget.spend(full.cost) { return }
        full.search.searchThoroughly(seeksLight: most > 1)
        read(full, full.triples)
        if !isDone { read(full, full.nearTriples) }
        if most > 1, !isDone { readInverted(full) }
        let mean = MeanThreshold(radius: 6)
        for (image, scale) in [(image, 1.0), (half?.image, 2.0)] {
            guard !isDone, let image, var view = look(image, { mean.binarize($0) }, scale: scale) else { return }
            view.search.searchThoroughly(seeksLight: false)
            read(view, view.triples)
        }
    }

    private mutating func look(
        _ image: LuminanceImage,
        _ binarize: (LuminanceImage) -> BinaryImage,
        scale: Double
    ) -> PictureView? {
        guard budget.spend(image.width * image.height / 4) else { return nil }
        return PictureView(image, binarize(image), scale: scale)
    }

    private mutating func readInverted(_ view: PictureView) {
        let triples = view.invertedTriples
        guard !triples.isEmpty else { return }
        read(view, triples, isInverted: true)
    }

    /// Tries three candidates after the other.
    private mutating func read(_ view: PictureView, _ triples: [FinderTriple], isInverted: Bool = false) {
        var inverted: LuminanceImage?
        for triple in triples {
            guard !isDone else { return }
            guard !isKnown(triple, scale: view.scale),
                let location = SymbolLocation(triple, in: view.binary, isInverted: isInverted)
            else { continue }
            if isInverted, inverted == nil { inverted = view.image.inverted() }
            let reader = SymbolReader(image: inverted ?? view.image, location: location)
            guard let reading = reader.read(&budget) else { continue }
            readings.append(reading.placed(scale: view.scale, isInverted: isInverted))
        }
    }

    /// Whether the three belong to, or lie in, a symbol that was read.
    private func isKnown(_ triple: FinderTriple, scale: Double) -> Bool {
        for reading in readings {
            for finder in [triple.corner, triple.right, triple.below]
            where reading.covers(finder.centre * scale) { return true }
        }
        return false
    }
}

/// One way of looking at a picture.
struct PictureView {
    /// The picture, perhaps made smaller.
    let image: LuminanceImage
    /// What is dark in it.
    let binary: BinaryImage
    /// How many times larger the whole picture is.
    let scale: Double
    /// The search for finder patterns.
    var search: FinderSearch

    init(_ image: LuminanceImage, _ binary: BinaryImage, scale: Double) {
        self.image = image
        self.binary = binary
        self.scale = scale
        search = FinderSearch(binary)
    }

    /// What a search of all lines costs.
    var cost: Int { image.width * image.height / 8 }

    /// The likeliest threes of finder patterns.
    var triples: [FinderTriple] { FinderTriple.likeliest(of: search.candidates, limit: 10) }

    /// The likeliest threes that lie near each other.
    var nearTriples: [FinderTriple] { FinderTriple.neighbouring(in: search.candidates, limit: 40) }

    /// The likeliest threes of light finder patterns on dark ground.
    var invertedTriples: [FinderTriple] { FinderTriple.likeliest(of: search.invertedCandidates, limit: 10) }
}
