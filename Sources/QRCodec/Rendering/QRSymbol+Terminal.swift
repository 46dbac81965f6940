extension QRSymbol {
    /// The symbol as lines of half blocks for a terminal, two rows of modules in each.
    ///
    /// Every line sets black on white and resets, so that the symbol is dark on light whatever the colours of
    /// the terminal are. Each line ends with a newline.
    ///
    /// The quiet zone is the light modules around the symbol, 0…100; two are enough on most terminals.
    public func terminal(quietZone: Int = 2) -> String {
        let quiet = min(max(quietZone, 0), 100)
        var text = ASCIIText()
        var y = -quiet
        while y < size + quiet {
            text.append("\u{1B}[38;2;0;0;0;48;2;255;255;255m")
            for x in -quiet..<(size + quiet) {
                switch (isDark(x: x, y: y), isDark(x: x, y: y + 1)) {
                case (true, true): text.append("█")
                case (true, false): text.append("▀")
                case (false, true): text.append("▄")
                case (false, false): text.append(" ")
                }
            }
            text.append("\u{1B}[0m\n")
            y += 2
        }
        return text.string
    }
}
