/// Reads a symbol whose finder patterns are found: fits it, samples it, and tries harder step by step.
struct SymbolReader {
    /// The picture.
    let image: LuminanceImage
    /// Where the finder patterns are.
    let location: SymbolLocation

    /// Share of the timing patterns that must be right before alignment patterns are looked for.
    private static let roughThreshold = 0.60
    /// Share of the timing patterns that must be right for something to be called a symbol that cannot be read.
    private static let likelyThreshold = 0.86
    /// Share of the timing patterns that must be right for a version to be tried.
    private static let threshold = 0.72

    /// How well the timing patterns of the version that fits best were seen, 0…1.
    private var agreement = 0.0

    /// Reads what is at `location` of `image`.
    init(image: LuminanceImage, location: SymbolLocation) {
        self.image = image
        self.location = location
    }

    /// Whether this looked like a symbol when it was read: timing patterns run between the finder patterns.
    var isLikely: Bool { agreement >= SymbolReader.likelyThreshold }

    /// The reading, or `nil` if none of the likely versions gives one before the budget is spent.
    mutating func read(_ budget: inout ScanBudget) -> QRReading? {
        for version in location.versions {
            guard budget.spend(version.size * 8) else { return nil }
            if let reading = read(version, &budget) { return reading }
        }
        return nil
    }

    private mutating func read(_ version: SymbolVersion, _ budget: inout ScanBudget) -> QRReading? {
        guard let rough = location.transform(size: version.size) else { return nil }
        let seen = TimingCheck(image: image).agreement(rough, size: version.size)
        agreement = max(agreement, seen)
        guard seen >= SymbolReader.roughThreshold else { return nil }
        let modules = version.size * version.size
        let patterns = version.alignmentCentres.count * version.alignmentCentres.count
        guard budget.spend(modules * 6 + patterns * 2_500 + 15_000) else { return nil }
        let alignment = SymbolAlignment(image: image)
        guard let mesh = alignment.mesh(version, rough: rough),
            let sampler = ModuleSampler(image, mesh: mesh, size: version.size)
        else { return nil }
        var darkness = ModuleThreshold.darkness(sampler)
        guard SymbolReader.timingAgreement(darkness, size: version.size) >= SymbolReader.threshold else { return nil }
        let layout = SymbolLayout(version)
        if let reading = decode(darkness, layout: layout, mesh: mesh, usesErasures: false) { return reading }
        let original = darkness
        var targets = SymbolReader.knownModules(layout)
        for _ in 0..<3 {
            guard budget.spend(modules * 30) else { return nil }
            guard let equalizer = Equalizer(darkness: original, targets: targets, size: version.size) else {
                return nil
            }
            darkness = equalizer.applied(to: original, size: version.size)
            if let reading = decode(darkness, layout: layout, mesh: mesh, usesErasures: true) { return reading }
            // The next round learns from all modules that are clear by now.
            for index in 0..<targets.count where layout.reserved.modules[index] == 0 {
                targets[index] = abs(darkness[index]) < 0.4 ? 0 : darkness[index] > 0 ? 1 : -1
            }
        }
        return nil
    }

    private func decode(
        _ darkness: [Double],
        layout: SymbolLayout,
        mesh: SymbolMesh,
        usesErasures: Bool
    ) -> QRReading? {
        let matrix = SoftMatrix(size: layout.version.size, darkness: darkness)
        guard let message = try? MatrixReader.read(matrix, layout: layout, usesErasures: usesErasures) else {
            return nil
        }
        let end = Double(layout.version.size)
        let corners = [Point(x: 0, y: 0), Point(x: end, y: 0), Point(x: end, y: end), Point(x: 0, y: end)]
        return QRReading(message, version: layout.version, corners: corners.map { mesh.pixel($0) })
    }

    /// Share of the modules of both timing patterns that have the right colour, 0…1.
    static func timingAgreement(_ darkness: [Double], size: Int) -> Double {
        var right = 0
        for index in 8..<(size - 8) {
            let isDark = index & 1 == 0
            if isDark == (darkness[6 * size + index] > 0) { right += 1 }
            if isDark == (darkness[index * size + 6] > 0) { right += 1 }
        }
        return Double(right) / Double(2 * (size - 16))
    }

    /// The modules that every symbol of a version has: 1 dark, −1 light, 0 unknown.
    static func knownModules(_ layout: SymbolLayout) -> [Int8] {
        let size = layout.version.size
        var result = [Int8](repeating: 0, count: size * size)
        for index in 0..<result.count where layout.reserved.modules[index] != 0 {
            result[index] = layout.patterns.modules[index] != 0 ? 1 : -1
        }
        for copy in 0...1 {
            for bit in 0..<15 {
                let place = FormatInformation.position(ofBit: bit, copy: copy, size: size)
                result[place.y * size + place.x] = 0
            }
            guard layout.version.hasVersionInformation else { continue }
            let bits = VersionInformation.bits(version: layout.version.number)
            for bit in 0..<18 {
                let place = VersionInformation.position(ofBit: bit, copy: copy, size: size)
                result[place.y * size + place.x] = bits >> bit & 1 == 1 ? 1 : -1
            }
        }
        return result
    }
}
