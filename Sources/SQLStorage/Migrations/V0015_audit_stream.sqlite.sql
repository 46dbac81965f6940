-- How far the stream of audit entries to another system has come (docs/audit.md).
CREATE TABLE audit_stream (
    id            INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    began_at      INTEGER NOT NULL,
    taken_at      INTEGER,
    failing_since INTEGER,
    trouble       TEXT    NOT NULL DEFAULT ''
) STRICT;

-- The last entry of each chain that the other system has.
CREATE TABLE audit_streamed (
    chain    TEXT    NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
