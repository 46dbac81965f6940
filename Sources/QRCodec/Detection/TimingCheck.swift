/// Looks whether the timing patterns run between the finder patterns (ISO/IEC 18004 §6.3.5).
///
/// It costs some hundred samples and keeps the costly search for alignment patterns from being done for three
/// things that are no symbol, and for wrong versions.
struct TimingCheck {
    /// The picture.
    let image: LuminanceImage

    /// How well two timing patterns of a symbol of `size` modules a side are seen: 0.5 is chance, 1 is perfect.
    ///
    /// A module counts as right if it is darker or lighter than the mean of its two neighbours, as it should be.
    /// Paper that is not flat bends the lines, so each is also tried a little to both sides.
    func agreement(_ transform: PerspectiveTransform, size: Int) -> Double {
        var across = 0.0
        var down = 0.0
        for offset in [0, 0.7, -0.7] {
            across = max(across, line(transform, size: size, offset: offset, isRow: true))
            down = max(down, line(transform, size: size, offset: offset, isRow: false))
        }
        return (across + down) / 2
    }

    private func line(_ transform: PerspectiveTransform, size: Int, offset: Double, isRow: Bool) -> Double {
        let across = 6.5 + offset
        func shade(_ index: Int) -> Double {
            let along = Double(index) + 0.5
            return image.shade(at: transform.pixel(isRow ? Point(x: along, y: across) : Point(x: across, y: along)))
        }
        var right = 0
        var before = shade(7)
        var here = shade(8)
        for index in 8..<(size - 8) {
            let after = shade(index + 1)
            let isDark = here * 2 < before + after
            if isDark == (index & 1 == 0) { right += 1 }
            before = here
            here = after
        }
        return Double(right) / Double(size - 16)
    }
}
