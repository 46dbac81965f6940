import QRCodec

/// The longest side of a picture, in pixels.
private let longestSide: Int32 = 8192

/// The corners of the last symbol found: x and y of each in 1/16 pixel.
private nonisolated(unsafe) var corners: [Int32] = []

/// Pixels a module of what looked like a symbol in the last picture and could not be read, in 1/16 pixel.
private nonisolated(unsafe) var unreadModule: Int32 = 0

/// `qr_decode(pixels, width, height)`: looks for a QR code in `width * height` bytes of luminance, row by row. 1 when
/// there is one, then the result is its text; 0 when there is none; -1 when the size is out of bounds.
@_expose(wasm, "qr_decode")
@_cdecl("phone_core_qr_decode")
public func decodeQRCode(_ pixels: UnsafePointer<UInt8>?, _ width: Int32, _ height: Int32) -> Int32 {
    guard width > 0, height > 0, width <= longestSide, height <= longestSide,
        let luminance = bytes(pixels, width * height, limit: largestBuffer),
        let image = LuminanceImage(width: Int(width), height: Int(height), pixels: luminance)
    else { return -1 }
    let sight = QRDecoder.look(image)
    unreadModule = sight.unreadModule.map(sixteenths) ?? 0
    guard let reading = sight.reading else { return 0 }
    corners = reading.corners.flatMap { [sixteenths($0.x), sixteenths($0.y)] }
    Result.set(reading.bytes)
    return 1
}

/// `qr_corner(index)`: x (even) or y (odd index, 0…7) of a corner of the last symbol found, clockwise from its top
/// left, in 1/16 pixel; 0 when there is none.
@_expose(wasm, "qr_corner")
@_cdecl("phone_core_qr_corner")
public func corner(_ index: Int32) -> Int32 {
    corners.indices.contains(Int(index)) ? corners[Int(index)] : 0
}

/// `qr_unread_module()`: how large a module is of what looked like a symbol in the last picture and could not be
/// read, in 1/16 pixel; 0 when there was none.
@_expose(wasm, "qr_unread_module")
@_cdecl("phone_core_qr_unread_module")
public func lastUnreadModule() -> Int32 { unreadModule }

/// `qr_luminance(rgba, luminance, pixelCount)`: turns pixels of four bytes into one byte of luminance each (ITU-R
/// BT.601).
@_expose(wasm, "qr_luminance")
@_cdecl("phone_core_qr_luminance")
public func makeLuminance(
    _ rgba: UnsafePointer<UInt8>?, _ luminance: UnsafeMutablePointer<UInt8>?, _ pixelCount: Int32
) {
    guard let rgba, let luminance, pixelCount > 0 else { return }
    for index in 0..<Int(pixelCount) {
        let pixel = rgba + index &* 4
        let weighted = UInt32(pixel[0]) &* 77 &+ UInt32(pixel[1]) &* 150 &+ UInt32(pixel[2]) &* 29
        luminance[index] = UInt8(truncatingIfNeeded: weighted >> 8)
    }
}

/// A coordinate in 1/16 pixel, kept in a range that no picture reaches.
private func sixteenths(_ coordinate: Double) -> Int32 {
    guard coordinate.isFinite else { return 0 }
    return Int32(max(-1e6, min(1e6, coordinate)) * 16)
}
