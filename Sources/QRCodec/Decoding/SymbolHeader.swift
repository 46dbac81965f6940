/// What a symbol says about itself besides its text (ISO/IEC 18004 §7.4.8 and §8).
public struct SymbolHeader: Sendable, Equatable {
    /// The symbol's place among those that carry a message together (§8).
    public struct StructuredAppend: Sendable, Equatable {
        /// Which one it is, 0…15.
        public let index: Int
        /// How many there are, 1…16.
        public let count: Int
        /// The bytes of the whole message, combined by exclusive or, 0…255: equal in all that belong together.
        public let parity: Int
    }

    /// What the data follows when FNC1 is set (§7.4.8).
    public enum Application: Sendable, Equatable {
        /// The GS1 general specifications.
        case gs1
        /// An industry's own, by its number, 0…99, or 100 plus the code of a letter.
        case industry(Int)
    }

    /// The place in a sequence of symbols, or `nil` for one that stands alone.
    public internal(set) var structuredAppend: StructuredAppend?
    /// The application that FNC1 announced, or `nil`.
    public internal(set) var application: Application?

    /// A symbol that says nothing of itself.
    init() {}
}
