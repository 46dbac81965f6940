/// Four corners of something flat in a picture.
struct Quadrilateral {
    private let corners: [Point]

    /// A convex one, from its corners in order.
    init(_ corners: [Point]) {
        self.corners = corners
    }

    /// Whether a place lies inside.
    func contains(_ point: Point) -> Bool {
        var isLeft = false
        var isRight = false
        for index in 0..<corners.count {
            let from = corners[index]
            let turn = (corners[(index + 1) % corners.count] - from).cross(point - from)
            if turn < 0 { isLeft = true } else { isRight = true }
        }
        return isLeft != isRight
    }

    /// The mean of the corners.
    var centre: Point {
        var sum = Point(x: 0, y: 0)
        for corner in corners { sum = sum + corner }
        return sum * (1 / Double(max(corners.count, 1)))
    }
}
