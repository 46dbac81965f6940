import SQLStorage

/// A statement's values in PostgreSQL's binary format, one after the other in one buffer.
struct ParameterBuffer {
    /// Object identifiers of the types (`pg_type.dat`): `bytea`, `int8`, `text`; 0: to be inferred.
    enum TypeID {
        static let bytea: UInt32 = 17
        static let int8: UInt32 = 20
        static let text: UInt32 = 25
    }

    /// The type of each value.
    private(set) var types: [UInt32] = []
    /// The length of each value in bytes.
    private(set) var lengths: [Int32] = []
    private var starts: [Int?] = []
    private var bytes: [UInt8] = []

    init(_ values: [SQLValue]) {
        types.reserveCapacity(values.count)
        lengths.reserveCapacity(values.count)
        starts.reserveCapacity(values.count)
        for value in values { append(value) }
        // A pointer into an empty buffer would read as NULL.
        bytes.append(0)
    }

    private mutating func append(_ value: SQLValue) {
        let start = bytes.count
        switch value {
        case .null:
            types.append(0)
            starts.append(nil)
        case .integer(let number):
            types.append(TypeID.int8)
            starts.append(start)
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        case .text(let text):
            types.append(TypeID.text)
            starts.append(start)
            bytes.append(contentsOf: text.utf8)
        case .bytes(let blob):
            types.append(TypeID.bytea)
            starts.append(start)
            bytes.append(contentsOf: blob)
        }
        lengths.append(Int32(bytes.count - start))
    }

    /// Calls `body` with pointers to the values, as `PQsendQueryPrepared` takes them.
    func withPointers<Answer>(_ body: ([UnsafePointer<CChar>?]) -> Answer) -> Answer {
        bytes.withUnsafeBytes { raw in
            let base = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            return body(starts.map { start in start.flatMap { base?.advanced(by: $0) } })
        }
    }
}
