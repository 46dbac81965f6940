/// A square of dark and light modules, without quiet zone.
public struct BitMatrix: Sendable, Equatable {
    /// Modules a side, 1…177.
    public let size: Int

    /// One byte a module, row by row: 1 is dark, 0 is light.
    var modules: [UInt8]

    /// A square of light modules.
    ///
    /// - Parameter size: modules a side; outside of 1…177 the result is `nil`.
    public init?(size: Int) {
        guard (1...177).contains(size) else { return nil }
        self.init(checkedSize: size)
    }

    /// A square from its modules, row by row.
    ///
    /// - Parameters:
    ///   - size: modules a side; outside of 1…177 the result is `nil`.
    ///   - modules: `true` is dark; `nil` results unless there are `size * size` of them.
    public init?(size: Int, modules: [Bool]) {
        guard (1...177).contains(size), modules.count == size * size else { return nil }
        self.init(checkedSize: size)
        for index in 0..<modules.count { self.modules[index] = modules[index] ? 1 : 0 }
    }

    /// A square of light modules of a size that is known to be in bounds.
    init(checkedSize size: Int) {
        self.size = size
        modules = [UInt8](repeating: 0, count: size * size)
    }

    /// Whether the module in column `x` and row `y` is dark; everything outside is light.
    public func isDark(x: Int, y: Int) -> Bool {
        guard x >= 0, y >= 0, x < size, y < size else { return false }
        return modules[y * size + x] != 0
    }

    /// Makes the module in column `x` and row `y` dark or light; outside nothing happens.
    public mutating func set(x: Int, y: Int, isDark: Bool) {
        guard x >= 0, y >= 0, x < size, y < size else { return }
        modules[y * size + x] = isDark ? 1 : 0
    }
}
