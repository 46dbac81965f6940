/// A picture in shades of grey.
public struct LuminanceImage: Sendable {
    /// Pixels a row, 21…4096.
    public let width: Int
    /// Rows, 21…4096.
    public let height: Int
    /// Row by row from the top, 0 is black.
    let pixels: [UInt8]

    /// A picture from its pixels.
    ///
    /// - Parameters:
    ///   - width: pixels a row, 21…4096.
    ///   - height: rows, 21…4096.
    ///   - pixels: row by row from the top, 0 is black. `nil` results unless there are `width * height` of them.
    public init?(width: Int, height: Int, pixels: [UInt8]) {
        guard (21...4096).contains(width), (21...4096).contains(height), pixels.count == width * height else {
            return nil
        }
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A picture whose size is known to be right.
    init(checkedWidth width: Int, height: Int, pixels: [UInt8]) {
        self.width = width
        self.height = height
        self.pixels = pixels
    }
}
