/// What a search of a picture came to.
public struct QRSight: Sendable {
    /// What was read.
    public let reading: QRReading?
    /// Pixels a module of the largest thing that looks like a symbol and could not be read; `nil` without one, and
    /// when something was read.
    public let unreadModule: Double?
}

extension QRDecoder {
    /// Looks for a symbol as ``decode(_:budget:)`` does, and says what it saw when it could not read it: modules of
    /// less than about 2.5 pixels are too small, larger ones are blurred, covered or dim.
    public static func look(_ image: LuminanceImage, budget: ScanBudget = ScanBudget()) -> QRSight {
        var scan = PictureScan(image, most: 1, budget: budget)
        scan.run()
        let reading = scan.readings.first
        return QRSight(reading: reading, unreadModule: reading == nil ? scan.unreadModule : nil)
    }
}
