-- How far the stream of audit entries to another system has come (docs/audit.md).
CREATE TABLE audit_stream (
    id            BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    began_at      BIGINT NOT NULL,
    taken_at      BIGINT,
    failing_since BIGINT,
    trouble       TEXT   NOT NULL DEFAULT ''
);

-- The last entry of each chain that the other system has.
CREATE TABLE audit_streamed (
    chain    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL
);
