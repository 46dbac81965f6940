import QRCodec

extension QRSymbol {
    /// The symbol as a raw grey picture (PGM, `P5`).
    ///
    /// - Parameters:
    ///   - scale: Pixels a module and direction, 1…22: the largest symbol then stays within 4096 pixels.
    ///   - quietZone: Light modules around the symbol, 0…4.
    /// - Returns: The bytes of the file.
    func pgm(scale: Int = 8, quietZone: Int = 4) -> [UInt8] {
        let scale = min(max(scale, 1), 22)
        let quiet = min(max(quietZone, 0), 4)
        let side = (size + 2 * quiet) * scale
        var picture = Array("P5\n\(side) \(side)\n255\n".utf8)
        picture.reserveCapacity(picture.count + side * side)
        for y in -quiet..<(size + quiet) {
            var row: [UInt8] = []
            for x in -quiet..<(size + quiet) {
                row.append(contentsOf: repeatElement(isDark(x: x, y: y) ? 0 : 255, count: scale))
            }
            for _ in 0..<scale { picture.append(contentsOf: row) }
        }
        return picture
    }
}
