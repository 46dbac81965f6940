/// A place in a picture, in pixels from the top left; the middle of the first pixel is (0.5, 0.5).
public struct Point: Sendable, Equatable {
    /// Pixels to the right.
    public var x: Double
    /// Pixels downwards.
    public var y: Double

    /// The place that is `x` pixels to the right and `y` pixels down.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

extension Point {
    static func + (left: Point, right: Point) -> Point { Point(x: left.x + right.x, y: left.y + right.y) }
    static func - (left: Point, right: Point) -> Point { Point(x: left.x - right.x, y: left.y - right.y) }
    static func * (left: Point, factor: Double) -> Point { Point(x: left.x * factor, y: left.y * factor) }

    /// Distance from the origin.
    var length: Double { (x * x + y * y).squareRoot() }

    /// The scalar product.
    func dot(_ other: Point) -> Double { x * other.x + y * other.y }

    /// The z component of the cross product: positive if `other` lies clockwise of this (y points down).
    func cross(_ other: Point) -> Double { x * other.y - y * other.x }
}
