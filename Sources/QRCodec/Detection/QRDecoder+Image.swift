extension QRDecoder {
    /// Finds a symbol in a picture and reads it.
    ///
    /// Looks at the picture as it is, at half its size, and both with black and white exchanged, the cheapest way
    /// first. Each way is bounded (200 finder candidates, a few dozen combinations of them, five versions), and all
    /// together by the budget.
    ///
    /// - Parameters:
    ///   - image: the picture.
    ///   - budget: the most work; when it is spent, the search ends without a reading.
    /// - Returns: the reading with its corners, or `nil` if there is no readable symbol.
    public static func decode(_ image: LuminanceImage, budget: ScanBudget = ScanBudget()) -> QRReading? {
        look(image, budget: budget).reading
    }

    /// Finds all symbols in a picture and reads them, at most 64.
    ///
    /// - Parameters:
    ///   - image: the picture.
    ///   - budget: the most work; when it is spent, the result is what was read by then.
    /// - Returns: the readings with their corners, in the order in which they were found.
    public static func decodeAll(
        _ image: LuminanceImage,
        budget: ScanBudget = ScanBudget(work: 4 * ScanBudget.defaultWork)
    ) -> [QRReading] {
        var scan = PictureScan(image, most: 64, budget: budget)
        scan.run()
        return scan.readings
    }
}
