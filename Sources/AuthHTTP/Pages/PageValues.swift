import Mustache

/// What a template reads of a page: its stored properties by name, looked at once.
///
/// Left to itself swift-mustache reflects on a value again for every tag, through the whole stack of
/// sections; that was most of the time that a page took (`docs/performance.md`).
struct PageValues: MustacheParent {
    private let values: [String: Any]

    /// The stored properties of `value`; those that are `nil` are not there.
    init(_ value: Any) {
        self.init(Mirror(reflecting: value))
    }

    private init(_ mirror: Mirror) {
        var values: [String: Any] = [:]
        values.reserveCapacity(mirror.children.count)
        for child in mirror.children {
            guard let name = child.label, let value = Self.value(child.value) else { continue }
            values[name] = value
        }
        self.values = values
    }

    func child(named name: String) -> Any? { values[name] }

    /// `value` as a template takes it: texts, numbers and flags as they are, values with properties of
    /// their own reflected, also in lists.
    private static func value(_ value: Any) -> Any? {
        switch value {
        case is String, is Bool, is Int: return value
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { self.value($0.value) }
        case .struct: return PageValues(mirror)
        case .collection: return mirror.children.compactMap { self.value($0.value) }
        default: return value
        }
    }
}
