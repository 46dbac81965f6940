extension QRDecoder {
    /// Finds a symbol in a picture and reads it.
    ///
    /// The work is bounded, whatever the picture: four ways of looking at it, in each 200 finder candidates of a colour, of
    /// which twenty are combined, ten combinations, five versions.
    ///
    /// - Parameters:
    ///   - image: the picture.
    ///   - isOver: asked between steps of some milliseconds at the most; `true` ends the search.
    /// - Returns: the reading with its corners, or `nil` if there is no readable symbol.
    public static func decode(_ image: LuminanceImage, isOver: () -> Bool = { false }) -> QRReading? {
        var found: QRReading?
        PicturePass.each(of: image) { pass in
            if isOver() { return true }
            found = pass.first(isOver: isOver)
            return found != nil
        }
        return found
    }

    /// Finds all symbols in a picture and reads them.
    ///
    /// - Parameters:
    ///   - image: the picture.
    ///   - limit: how many at the most, 1…64; numbers outside are brought into the range.
    ///   - isOver: asked between steps of some milliseconds at the most; `true` ends the search.
    /// - Returns: the readings with their corners, those that are read easily first.
    public static func decodeAll(
        _ image: LuminanceImage, limit: Int = 32, isOver: () -> Bool = { false }
    ) -> [QRReading] {
        let limit = min(max(limit, 1), 64)
        var found: [QRReading] = []
        PicturePass.each(of: image) { pass in
            if isOver() { return true }
            for reading in pass.all(limit: limit, isOver: isOver) where found.count < limit {
                // A symbol may be seen in more than one way.
                let centre = Quadrilateral(reading.corners).centre
                if found.contains(where: { Quadrilateral($0.corners).contains(centre) }) { continue }
                found.append(reading)
            }
            return found.count >= limit
        }
        return found
    }
}
