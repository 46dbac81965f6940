import AuthDomain
import CPostgreSQL
import SQLStorage

/// What the server answered to one command.
struct PostgresAnswer {
    /// The rows; none for a command without.
    let rows: [SQLRow]
    /// How many rows were changed or returned.
    let count: Int
    /// The command's tag, e.g. `COMMIT` or `INSERT 0 1`.
    let tag: String

    /// Reads a successful result. `result` stays the caller's.
    ///
    /// - Throws: `inconsistent` for a column of a type that no portable statement gives.
    init(_ result: OpaquePointer) throws(StoreError) {
        tag = String(cString: PQcmdStatus(result))
        count = Int(String(cString: PQcmdTuples(result))) ?? 0
        let columns = PQnfields(result)
        let types = (0..<columns).map { PQftype(result, $0) }
        var rows: [SQLRow] = []
        let total = PQntuples(result)
        rows.reserveCapacity(Int(total))
        for row in 0..<total {
            var values: [SQLValue] = []
            values.reserveCapacity(Int(columns))
            for column in 0..<columns {
                values.append(try Self.value(result, row, column, type: types[Int(column)]))
            }
            rows.append(SQLRow(values))
        }
        self.rows = rows
    }

    /// One value in the binary format.
    private static func value(
        _ result: OpaquePointer, _ row: Int32, _ column: Int32, type: UInt32
    ) throws(StoreError) -> SQLValue {
        guard PQgetisnull(result, row, column) == 0 else { return .null }
        let length = Int(PQgetlength(result, row, column))
        let bytes = UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: length)
        switch type {
        case ParameterBuffer.TypeID.int8, 23, 21:  // int8, int4, int2
            var number: Int64 = (bytes.first ?? 0) & 0x80 == 0 ? 0 : -1
            for byte in bytes { number = number << 8 | Int64(byte) }
            return .integer(number)
        case ParameterBuffer.TypeID.text, 1043, 19:  // text, varchar, name
            return .text(String(decoding: bytes, as: UTF8.self))
        case ParameterBuffer.TypeID.bytea:
            return .bytes([UInt8](bytes))
        case 2278:  // void, what pg_notify gives
            return .null
        default:
            throw .inconsistent(reason: "a column has PostgreSQL's type \(type)")
        }
    }
}
