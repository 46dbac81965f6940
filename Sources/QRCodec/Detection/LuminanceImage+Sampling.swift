extension LuminanceImage {
    /// The shade at a place, interpolated between the four nearest pixels; outside the edge goes on.
    func shade(at point: Point) -> Double {
        // Comparisons that are false for what is no number, so that anything may come.
        let x = point.x > 0.5 ? min(point.x - 0.5, Double(width - 1) - 0.001) : 0
        let y = point.y > 0.5 ? min(point.y - 0.5, Double(height - 1) - 0.001) : 0
        let column = Int(x)
        let row = Int(y)
        let right = x - Double(column)
        let down = y - Double(row)
        let index = row * width + column
        // Unsafe pointer: this is the innermost step of all sampling; `index` is in bounds by the lines above.
        return pixels.withUnsafeBufferPointer { pixels in
            let top = Double(pixels[index]) * (1 - right) + Double(pixels[index + 1]) * right
            let bottom = Double(pixels[index + width]) * (1 - right) + Double(pixels[index + width + 1]) * right
            return top * (1 - down) + bottom * down
        }
    }

    /// Whether a place lies in the picture or at most `margin` pixels outside.
    func contains(_ point: Point, margin: Double) -> Bool {
        point.x >= -margin && point.y >= -margin
            && point.x <= Double(width) + margin && point.y <= Double(height) + margin
    }

    /// The picture at half its size, each pixel the mean of four; `nil` if a side would be below 21.
    func halved() -> LuminanceImage? {
        let half = (width: width / 2, height: height / 2)
        var result = [UInt8](repeating: 0, count: half.width * half.height)
        // Unsafe pointers: eight pixels of the result at a time, a fifth of the time of the plain loop.
        pixels.withUnsafeBytes { source in
            result.withUnsafeMutableBytes { target in
                for y in 0..<half.height {
                    let above = 2 * y * width
                    var x = 0
                    while x + 8 <= half.width {
                        let first = source.loadUnaligned(fromByteOffset: above + 2 * x, as: SIMD8<UInt16>.self)
                        let second = source.loadUnaligned(fromByteOffset: above + width + 2 * x, as: SIMD8<UInt16>.self)
                        let sum = (first & 255) &+ (first &>> 8) &+ (second & 255) &+ (second &>> 8) &+ 2
                        let means = SIMD8<UInt8>(truncatingIfNeeded: sum &>> 2)
                        target.storeBytes(of: means, toByteOffset: y * half.width + x, as: SIMD8<UInt8>.self)
                        x += 8
                    }
                    while x < half.width {
                        let index = above + 2 * x
                        let sum =
                            Int(source[index]) + Int(source[index + 1]) + Int(source[index + width])
                            + Int(source[index + width + 1])
                        target[y * half.width + x] = UInt8((sum + 2) >> 2)
                        x += 1
                    }
                }
            }
        }
        return LuminanceImage(width: half.width, height: half.height, pixels: result)
    }

    /// The picture with black and white exchanged.
    func inverted() -> LuminanceImage {
        var result = pixels
        for index in 0..<result.count { result[index] = ~result[index] }
        return LuminanceImage(checkedWidth: width, height: height, pixels: result)
    }
}
