/// Which statements a connection has prepared, by text and types.
struct PreparedStatements {
    /// How many a connection keeps. More distinct texts than statements in the source mean that
    /// somebody builds SQL; all are then forgotten rather than grown.
    static let capacity = 512

    /// What a statement is known by.
    struct Key: Hashable {
        let sql: String
        /// The types that its parameters were prepared with.
        let types: [UInt32]
    }

    private var names: [Key: String] = [:]
    private var made = 0

    /// The name of a statement that is prepared already.
    func name(of key: Key) -> String? { names[key] }

    /// A fresh name for a statement that is prepared now.
    mutating func add(_ key: Key) -> String {
        made += 1
        let name = "s\(made)"
        names[key] = name
        return name
    }

    /// Forgets a statement that could not be prepared.
    mutating func remove(_ key: Key) { names[key] = nil }

    /// Whether there are too many.
    var isFull: Bool { names.count >= Self.capacity }

    /// Forgets all.
    mutating func removeAll() { names = [:] }
}
