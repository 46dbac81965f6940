/// A picture of the netpbm family (PBM, PGM, PPM; plain or raw: `P1` to `P6`), as shades of grey.
///
/// Made for input from anywhere: every number has an upper limit before it is used, the raster must be there
/// completely, and a sample above the announced maximum is an error. What follows the first picture is ignored, as
/// the format lets several stand in one file.
struct NetpbmPicture: Equatable, Sendable {
    /// The most pixels a row and the most rows.
    static let maximumSide = 4096
    /// The most bytes that are worth reading: a raw colour picture of the largest size with two bytes a sample, and
    /// room for its header.
    static let maximumLength = maximumSide * maximumSide * 6 + 4096

    /// Pixels a row, 1…4096.
    let width: Int
    /// Rows, 1…4096.
    let height: Int
    /// Row by row from the top, 0 is black, 255 is white.
    let luminance: [UInt8]

    /// Why bytes are no picture.
    enum Failure: Error, Equatable {
        /// They do not begin with `P1` to `P6` and a separator.
        case notNetpbm
        /// A number of the header is missing or is no number.
        case malformedHeader
        /// A side is 0 or above ``NetpbmPicture/maximumSide``.
        case sizeOutOfRange
        /// The largest sample value is not in 1…65535.
        case maximumOutOfRange
        /// A sample is no number, or above the largest value that the header announces.
        case malformedSample
        /// The raster ends too early.
        case truncated
    }

    /// Reads the first picture in `bytes`.
    init(parsing bytes: [UInt8]) throws(Failure) {
        var reader = NetpbmReader(bytes)
        let format = try reader.format()
        width = try reader.side()
        height = try reader.side()
        let maximum = format.isBitmap ? 1 : try reader.maximum()
        try reader.endHeader()
        let count = width * height
        luminance =
            switch format {
            case .plainBitmap: try reader.plainBits(count)
            case .rawBitmap: try reader.rawBits(width: width, height: height)
            case .plainGrey: try reader.plainGrey(count, maximum: maximum)
            case .plainColour: try reader.plainColour(count, maximum: maximum)
            case .rawGrey: try reader.rawGrey(count, maximum: maximum)
            case .rawColour: try reader.rawColour(count, maximum: maximum)
            }
    }
}

extension NetpbmPicture.Failure: CustomStringConvertible {
    /// What is wrong, to follow "FILE: ".
    var description: String {
        switch self {
        case .notNetpbm: "not a netpbm picture (PBM, PGM or PPM)"
        case .malformedHeader: "the header of the picture is damaged"
        case .sizeOutOfRange: "the picture must have 1 to \(NetpbmPicture.maximumSide) pixels a side"
        case .maximumOutOfRange: "the picture's largest value must be 1 to 65535"
        case .malformedSample: "the picture has a pixel with an impossible value"
        case .truncated: "the picture ends too early"
        }
    }
}
