import AuthDomain

/// Copies an installation's rows from one database to another, whatever engines they are on.
///
/// The copy is marked as unfinished until every table has the same rows on both sides. Broken off,
/// it goes on behind the last row that arrived.
package struct DatabaseCopy: Sendable {
    /// Why there is no copy.
    package enum Failure: Error, Sendable, Equatable {
        /// The source has no installation in it, or is an unfinished copy itself.
        case noSource
        /// The target holds an installation, or an unfinished copy of another one.
        case targetInUse
        /// A table differs after the copy: somebody changed the source meanwhile, or the target.
        case differs(table: String)
        case store(StoreError)
    }

    /// A copied table.
    package struct Table: Sendable, Equatable {
        package let name: String
        package let rows: Int
        /// 32 bytes, the same on both sides.
        package let checksum: [UInt8]
    }

    /// The name under which ``DeploymentStore`` says that a copy is unfinished; the value tells of what.
    package static let mark = "unfinished_copy"

    private static let pageSize = 512

    private let source: any SQLEngine
    private let target: any SQLEngine
    private let digest: any Digesting
    private let report: @Sendable (_ table: String, _ rows: Int, _ total: Int) -> Void

    /// Copies from `source` to `target`, both migrated; `report` hears of every page.
    package init(
        from source: any SQLEngine, to target: any SQLEngine, digest: any Digesting,
        report: @escaping @Sendable (_ table: String, _ rows: Int, _ total: Int) -> Void
    ) {
        self.source = source
        self.target = target
        self.digest = digest
        self.report = report
    }

    /// Copies everything, or what is missing, and compares.
    package func run() async throws(Failure) -> [Table] {
        try await begin()
        var tables: [Table] = []
        do {
            for layout in TableLayout.all { try await copy(layout) }
            for layout in TableLayout.all { tables.append(try await compare(layout)) }
            try await removeMark()
        } catch let failure as Failure {
            throw failure
        } catch let error as StoreError {
            throw .store(error)
        } catch {
            throw .store(.inconsistent(reason: "copy"))
        }
        return tables
    }

    /// Checks both sides and marks the target.
    private func begin() async throws(Failure) {
        do {
            let from = SQLDeploymentStore(engine: source)
            let to = SQLDeploymentStore(engine: target)
            guard let origin = try await from.value(KeyCheck.name),
                try await from.value(Self.mark) == nil
            else { throw Failure.noSource }
            if let mark = try await to.value(Self.mark) {
                guard mark == origin else { throw Failure.targetInUse }
                return
            }
            guard try await to.isUnused(), try await to.value(KeyCheck.name) == nil,
                try await to.keep(origin, as: Self.mark) == origin
            else { throw Failure.targetInUse }
        } catch let failure as Failure {
            throw failure
        } catch let error as StoreError {
            throw .store(error)
        } catch {
            throw .store(.inconsistent(reason: "copy"))
        }
    }

    private func copy(_ layout: TableLayout) async throws(StoreError) {
        let total = try await source.read { connection throws(StoreError) in
            try layout.count(on: connection)
        }
        var last = try await target.read { connection throws(StoreError) in
            try layout.lastKey(on: connection)
        }
        // The mark's row is in the target's own table: its key says nothing about what arrived.
        if layout.isDeployment { last = nil }
        var rows = try await target.read { connection throws(StoreError) in
            try layout.count(on: connection)
        }
        report(layout.name, rows, total)
        while true {
            let after = last
            let page = try await source.read { connection throws(StoreError) in
                try layout.page(after: after, limit: Self.pageSize, on: connection)
            }
            guard let end = page.last else { return }
            try await target.write { connection throws(StoreError) in
                try layout.insertion.execute(page, on: connection)
            }
            last = Array(end.prefix(layout.key.count))
            rows += page.count
            report(layout.name, min(rows, total), total)
        }
    }

    private func compare(_ layout: TableLayout) async throws -> Table {
        let there = try await checksum(layout, on: source)
        let here = try await checksum(layout, on: target)
        guard there.rows == here.rows, there.value == here.value else {
            throw Failure.differs(table: layout.name)
        }
        return Table(name: layout.name, rows: here.rows, checksum: here.value)
    }

    private func checksum(
        _ layout: TableLayout, on engine: any SQLEngine
    ) async throws(StoreError) -> TableChecksum {
        var checksum = TableChecksum(digest: digest)
        var last: [SQLValue]?
        while true {
            let after = last
            let page = try await engine.read { connection throws(StoreError) in
                try layout.page(after: after, limit: Self.pageSize, on: connection)
            }
            guard let end = page.last else { return checksum }
            for row in page where !layout.isMark(row) { checksum.take(row) }
            last = Array(end.prefix(layout.key.count))
        }
    }

    private func removeMark() async throws(StoreError) {
        do throws(StoreError) {
            _ = try await target.write { connection throws(StoreError) in
                try connection.execute("DELETE FROM deployment WHERE name = $1", [.text(Self.mark)])
            }
        } catch {
            // The answer may have been lost, and not the change.
            guard try await SQLDeploymentStore(engine: target).value(Self.mark) == nil else { throw error }
        }
    }
}

extension TableLayout {
    fileprivate var isDeployment: Bool { name == "deployment" }

    fileprivate func isMark(_ row: [SQLValue]) -> Bool {
        isDeployment && row.first == .text(DatabaseCopy.mark)
    }
}
