import Synchronization

/// The brand that a server shows now: one for all its pages and messages.
package final class BrandBoard: Sendable {
    /// What the settings file says.
    package let base: Brand
    private let shown: Mutex<Brand>

    /// Shows `base` until something else is shown.
    package init(_ base: Brand) {
        self.base = base
        shown = Mutex(base)
    }

    /// What is shown.
    package var current: Brand { shown.withLock { $0 } }

    /// Shows ``base`` with `changes` from now on.
    package func show(_ changes: Brand.Changes) {
        let brand = changes.applied(to: base)
        shown.withLock { $0 = brand }
    }
}
