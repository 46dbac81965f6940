import AuthDomain
import Synchronization

/// Something that is made of the brand: once, and anew when another brand is shown.
final class Branded<Value: Sendable>: Sendable {
    private let board: BrandBoard
    private let make: @Sendable (Brand) -> Value
    private let last: Mutex<(brand: Brand, value: Value)>

    /// Makes it of what `board` shows.
    init(_ board: BrandBoard, make: @escaping @Sendable (Brand) -> Value) {
        self.board = board
        self.make = make
        let brand = board.current
        last = Mutex((brand, make(brand)))
    }

    /// Made of the brand that is shown now.
    var value: Value {
        let brand = board.current
        if let value = last.withLock({ $0.brand == brand ? $0.value : nil }) { return value }
        let value = make(brand)
        last.withLock { $0 = (brand, value) }
        return value
    }
}
