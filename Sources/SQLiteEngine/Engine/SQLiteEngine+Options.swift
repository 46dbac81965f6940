import AuthDomain
import GRDB

extension SQLiteEngine {
    /// The engine's limits.
    package struct Options: Sendable {
        /// Most connections that read at the same time; at least 1.
        package var readers: Int
        /// How long a statement waits for another process's lock.
        package var busyTimeout: Duration
        /// How long requests that are gathered into groups may wait for theirs.
        package var patience: Duration
        /// Most writes that wait; the next one is answered `unavailable`.
        package var writeQueueLimit: Int
        /// Most reads that wait or run.
        package var readQueueLimit: Int
        /// Most bodies in one transaction; at least 1.
        package var groupLimit: Int
        /// Most reads that share a snapshot when they wait for a connection; at least 1.
        package var readGroupLimit: Int
        /// How much the log grows before its pages go into the database file, in pages of 4 KiB. More
        /// pages are then written once that were changed often.
        package var checkpointPages: Int
        /// Most memory for pages that the writer keeps, in KiB. A transaction that changes more
        /// writes pages before its end, and the same ones again later.
        package var writerCache: Int

        /// The limits of a server of usual size.
        package init(
            readers: Int = 3, busyTimeout: Duration = .seconds(5), patience: Duration = .seconds(5),
            writeQueueLimit: Int = 10_000, readQueueLimit: Int = 10_000, groupLimit: Int = 256,
            readGroupLimit: Int = 64,
            checkpointPages: Int = 8192, writerCache: Int = 32 * 1024
        ) {
            self.readers = max(1, readers)
            self.busyTimeout = busyTimeout
            self.patience = patience
            self.writeQueueLimit = writeQueueLimit
            self.readQueueLimit = readQueueLimit
            self.groupLimit = max(1, groupLimit)
            self.readGroupLimit = max(1, readGroupLimit)
            self.checkpointPages = max(1, checkpointPages)
            self.writerCache = max(1, writerCache)
        }

        /// How GRDB opens each connection.
        var configuration: Configuration {
            var configuration = Configuration()
            configuration.label = "countersign"
            configuration.foreignKeysEnabled = true
            configuration.journalMode = .wal
            configuration.maximumReaderCount = readers
            configuration.busyMode = .timeout(Double(busyTimeout.milliseconds) / 1000)
            configuration.prepareDatabase { [writerCache, checkpointPages] database in
                if !database.configuration.readonly {
                    try database.execute(sql: "PRAGMA cache_size = -\(writerCache)")
                    try database.execute(sql: "PRAGMA wal_autocheckpoint = \(checkpointPages)")
                }
                // A database file from elsewhere must not call functions through its schema.
                try database.execute(sql: "PRAGMA trusted_schema = OFF")
                try database.execute(sql: "PRAGMA cell_size_check = ON")
                // On Apple systems `fsync` leaves data in the drive's cache; no effect elsewhere.
                try database.execute(sql: "PRAGMA fullfsync = ON")
                try database.execute(sql: "PRAGMA checkpoint_fullfsync = ON")
            }
            return configuration
        }
    }

    /// How much was written; `bodiesCommitted / groupsCommitted` writes shared one `fsync`.
    package struct Counters: Sendable, Equatable {
        /// Transactions committed.
        package var groupsCommitted: Int
        /// Bodies in them, those included that failed and left nothing.
        package var bodiesCommitted: Int
    }
}
