extension QRSymbol {
    /// The symbol as an SVG element: black modules in one path on a white ground.
    ///
    /// One module is one unit of the `viewBox`; there is no width and no height, so that the place where it
    /// stands decides how large it is. Colours are attributes, so that a strict content security policy allows them.
    ///
    /// The quiet zone is the light modules around the symbol, 0…100; four are required (§9.1).
    public func svg(quietZone: Int = 4) -> String {
        let quiet = min(max(quietZone, 0), 100)
        let side = size + 2 * quiet
        var text = ASCIIText()
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        text.append(side)
        text.append(" ")
        text.append(side)
        text.append("\" shape-rendering=\"crispEdges\"><rect width=\"")
        text.append(side)
        text.append("\" height=\"")
        text.append(side)
        text.append("\" fill=\"#fff\"/><path d=\"")
        for y in 0..<size {
            var x = 0
            while x < size {
                let start = x
                while x < size, isDark(x: x, y: y) { x += 1 }
                if x > start {
                    text.append("M")
                    text.append(start + quiet)
                    text.append(" ")
                    text.append(y + quiet)
                    text.append("h")
                    text.append(x - start)
                    text.append("v1h-")
                    text.append(x - start)
                    text.append("z")
                }
                x += 1
            }
        }
        text.append("\" fill=\"#000\"/></svg>")
        return text.string
    }
}
