import AuthDomain
import Foundation
import GRDB
import SQLStorage

/// What the bodies of a transaction announce: told once it is committed. A body that failed may have
/// left some; whoever is woken for nothing looks and waits on.
final class Topics {
    private var topics: [String] = []

    func add(_ topic: String) { topics.append(topic) }

    /// The topics, which are then forgotten.
    func take() -> [String] {
        defer { topics = [] }
        return topics
    }
}

/// A connection of the engine inside one transaction.
struct EngineConnection: SQLConnection {
    let database: Database
    let parameters: ParameterRewriting
    /// What the bodies of the transaction announce.
    let topics = Topics()

    func query(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> [SQLRow] {
        let arguments = try Self.arguments(values)
        let rows: [[DatabaseValue]]
        do {
            let statement = try database.cachedStatement(sql: parameters.rewritten(sql))
            rows = try Array(
                Row.fetchCursor(statement, arguments: arguments).map { Array($0.databaseValues) })
        } catch {
            throw StoreError(sqlite: error)
        }
        var answer: [SQLRow] = []
        answer.reserveCapacity(rows.count)
        for row in rows {
            var columns: [SQLValue] = []
            columns.reserveCapacity(row.count)
            for value in row { columns.append(try Self.column(value)) }
            answer.append(SQLRow(columns))
        }
        return answer
    }

    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue]) throws(StoreError) -> Int {
        let arguments = try Self.arguments(values)
        do {
            let before = database.totalChangesCount
            let statement = try database.cachedStatement(sql: parameters.rewritten(sql))
            try statement.execute(arguments: arguments)
            // SQLite keeps the count of the last change when a statement changes nothing at all.
            return database.totalChangesCount == before ? 0 : database.changesCount
        } catch {
            throw StoreError(sqlite: error)
        }
    }

    func announce(_ topic: String) throws(StoreError) {
        topics.add(topic)
    }

    func script(_ sql: String) throws(StoreError) {
        do {
            try database.execute(sql: sql)
        } catch {
            throw StoreError(sqlite: error)
        }
    }

    /// The values as SQLite binds them.
    private static func arguments(_ values: [SQLValue]) throws(StoreError) -> StatementArguments {
        var bound: [DatabaseValue] = []
        bound.reserveCapacity(values.count)
        for value in values {
            try value.checkBounds()
            switch value {
            case .null: bound.append(.null)
            case .integer(let number): bound.append(number.databaseValue)
            case .text(let text): bound.append(text.databaseValue)
            case .bytes(let bytes): bound.append(Data(bytes).databaseValue)
            }
        }
        return StatementArguments(bound)
    }

    private static func column(_ value: DatabaseValue) throws(StoreError) -> SQLValue {
        switch value.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .string(let text): .text(text)
        case .blob(let data): .bytes([UInt8](data))
        case .double: throw .inconsistent(reason: "a column holds a floating-point number")
        }
    }
}
