import Synchronization

/// The brand that a server shows now: one for all its pages and messages.
package final class BrandBoard: Sendable {
    /// What the settings file says.
    package let base: Brand
    private let shown: Mutex<(number: Int, brand: Brand)>

    /// Shows `base`, which is version 0, until something else is shown.
    package init(_ base: Brand) {
        self.base = base
        shown = Mutex((0, base))
    }

    /// What is shown.
    package var current: Brand { shown.withLock { $0.brand } }

    /// The version that is shown.
    var number: Int { shown.withLock { $0.number } }

    /// Shows ``base`` with `changes`, the version `number`, from now on.
    ///
    /// An older one than is shown is older news, unless the version `known` is still shown: a database may have been
    /// played back from a backup.
    package func show(_ changes: Brand.Changes, number: Int, known: Int? = nil) {
        let brand = changes.applied(to: base)
        shown.withLock { shown in
            if number >= shown.number || known == shown.number { shown = (number, brand) }
        }
    }
}
