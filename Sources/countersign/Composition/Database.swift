import AuthDomain
import Foundation
import PostgresEngine
import SQLStorage
import SQLiteEngine
import Settings

/// Where an installation keeps its rows. The only place that names a concrete engine.
enum Database: Sendable {
    /// A file in the data folder.
    case embedded(path: String)
    /// A PostgreSQL that several servers may share.
    case postgresql(PostgresAddress, connections: Int)

    /// The database that `settings` name: PostgreSQL, or the file in `folder`.
    init(_ settings: DatabaseSettings, folder: String) throws(Failure) {
        if let url = settings.url {
            try self.init(url: url, connections: settings.connections)
        } else {
            self = .embedded(path: Self.file(in: folder))
        }
    }

    /// The PostgreSQL at `url`.
    init(url: String, connections: Int) throws(Failure) {
        guard let address = PostgresAddress(url) else {
            throw .settings(
                """
                The database address is not one that PostgreSQL's library understands. It is like \
                postgresql://user@host:5432/countersign?sslmode=verify-full; a password is best kept in \
                PGPASSWORD or a PGPASSFILE.
                """)
        }
        self = .postgresql(address, connections: connections)
    }

    /// The embedded database of `folder`.
    static func file(in folder: String) -> String { folder + "/countersign.sqlite" }

    /// Whether there may be an installation: a file that is there, or a PostgreSQL, which says itself.
    var mayExist: Bool {
        switch self {
        case .embedded(let path): FileManager.default.fileExists(atPath: path)
        case .postgresql: true
        }
    }

    /// Opens it; the embedded one is made when it is missing.
    ///
    /// `isPatient`: statements over whole tables may take minutes.
    func open(isPatient: Bool = false) throws(StoreError) -> any SQLEngine {
        switch self {
        case .embedded(let path):
            try SQLiteEngine(path: path)
        case .postgresql(let address, let connections):
            PostgresEngine(
                address,
                options: isPatient
                    ? PostgresEngine.Options(
                        connections: connections, deadline: .minutes(30), statementTimeout: .minutes(20))
                    : PostgresEngine.Options(connections: connections))
        }
    }

    /// What people read: the file, or the address without its password.
    var display: String {
        switch self {
        case .embedded(let path): path
        case .postgresql(let address, _): address.display
        }
    }

    /// What is wrong with how the connection is protected; `nil`: nothing.
    var exposure: String? {
        guard case .postgresql(let address, _) = self else { return nil }
        let isLocal = address.hosts.split(separator: ",").allSatisfy {
            $0.hasPrefix("/") || Loopback.isLoopback(host: String($0))
        }
        if isLocal || address.protection == "verify-full" { return nil }
        return """
            sslmode is \(address.protection): whoever stands between could read and change everything. \
            Add ?sslmode=verify-full to the address.
            """
    }
}
