/// One search of a picture, from the cheapest way of looking at it to the dearest.
struct PictureScan {
    private let image: LuminanceImage
    /// The search ends with so many readings.
    private let most: Int
    private var budget: ScanBudget
    /// Finder patterns that were seen, in all looks together.
    private var seen = 0
    /// What was read.
    private(set) var readings: [QRReading] = []
    /// Pixels a module of the largest likely symbol that could not be read.
    private(set) var unreadModule: Double?

    /// A search that has not begun.
    init(_ image: LuminanceImage, most: Int, budget: ScanBudget) {
        self.image = image
        self.most = most
        self.budget = budget
    }

    private var isDone: Bool { readings.count >= most || budget.isSpent }

    /// Searches until there are enough readings, nothing is left to try, or the budget is spent.
    ///
    /// A picture larger than a camera's frame is first looked at in about that size: most symbols are large enough
    /// then, and what is coarse hides noise. After it come the smaller sizes, in which the largest symbols are found,
    /// and the larger ones, for small symbols far away.
    mutating func run() {
        var sizes = [image]
        while let last = sizes.last, min(last.width, last.height) >= 240, let half = last.halved() {
            sizes.append(half)
        }
        var first = 0
        while first + 1 < sizes.count, max(sizes[first].width, sizes[first].height) > 2000 { first += 1 }
        let threshold = LocalThreshold(radius: 3)
        guard var main = look(sizes, first, { threshold.binarize($0) }) else { return }
        main.search.searchQuickly()
        read(main, main.triples)
        for level in (first + 1)..<max(sizes.count, first + 1) where !isDone { lookThoroughly(sizes, level) }
        if !isDone { readInverted(main) }
        // Where hardly anything looks like a finder pattern, a closer look is not worth its time.
        if isDone || seen < 2 || !budget.spend(main.cost) { return }
        main.search.searchThoroughly(seeksLight: most > 1)
        read(main, main.triples)
        if !isDone { read(main, main.nearTriples) }
        if most > 1, !isDone { readInverted(main) }
        for level in stride(from: first - 1, through: 0, by: -1) where !isDone { lookThoroughly(sizes, level) }
        lookForBlurred(sizes, first)
    }

    /// Looks at all lines of the picture at a level, in both polarities.
    private mutating func lookThoroughly(_ sizes: [LuminanceImage], _ level: Int) {
        let threshold = LocalThreshold(radius: 3)
        guard var view = look(sizes, level, { threshold.binarize($0) }), budget.spend(view.cost) else { return }
        view.search.searchThoroughly(seeksLight: true)
        read(view, view.triples)
        if !isDone { readInverted(view) }
        if !isDone, most > 1 || level == 0 { read(view, view.nearTriples) }
    }

    /// Looks with the threshold for blurred pictures, at a level and the next smaller one; where that is large enough,
    /// only there, as it hides noise.
    private mutating func lookForBlurred(_ sizes: [LuminanceImage], _ first: Int) {
        let threshold = MeanThreshold(radius: 6)
        let start = sizes[first].height >= 700 ? first + 1 : first
        for level in start..<max(min(first + 2, sizes.count), start) {
            guard !isDone, var view = look(sizes, level, { threshold.binarize($0) }), budget.spend(view.cost) else {
                return
            }
            view.search.searchThoroughly(seeksLight: false)
            read(view, view.triples)
        }
    }

    /// Makes the picture at a level black and white, if the budget allows; level 0 is the whole size, 1 half of it.
    private mutating func look(
        _ sizes: [LuminanceImage],
        _ level: Int,
        _ binarize: (LuminanceImage) -> BinaryImage
    ) -> PictureView? {
        let image = sizes[level]
        guard budget.spend(image.width * image.height / 4) else { return nil }
        return PictureView(image, binarize(image), scale: Double(1 << level))
    }

    private mutating func readInverted(_ view: PictureView) {
        let triples = view.invertedTriples
        guard !triples.isEmpty else { return }
        read(view, triples, isInverted: true)
    }

    /// Tries three candidates after the other.
    private mutating func read(_ view: PictureView, _ triples: [FinderTriple], isInverted: Bool = false) {
        seen += isInverted ? 0 : view.search.candidates.count
        var inverted: LuminanceImage?
        for triple in triples {
            guard !isDone else { return }
            guard !isKnown(triple, scale: view.scale),
                let location = SymbolLocation(triple, in: view.binary, isInverted: isInverted)
            else { continue }
            if isInverted, inverted == nil { inverted = view.image.inverted() }
            var reader = SymbolReader(image: inverted ?? view.image, location: location)
            guard let reading = reader.read(&budget) else {
                if reader.isLikely { unreadModule = max(unreadModule ?? 0, location.module * view.scale) }
                continue
            }
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
