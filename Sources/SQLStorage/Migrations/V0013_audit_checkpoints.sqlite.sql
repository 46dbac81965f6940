-- Signed checkpoints over the ends of all audit chains (docs/audit.md), and finding entries again.
CREATE INDEX audit_entries_by_time ON audit_entries (at, chain, sequence);
-- Accepted codes are left out: they are most of the log, no page shows their reference, and an index at random
-- places is dear.
CREATE INDEX audit_entries_by_reference ON audit_entries (reference) WHERE action <> 'code.accepted';

-- A chain's place in the tree: 0, 1, 2 ..., given once.
CREATE TABLE audit_leaves (
    position INTEGER NOT NULL PRIMARY KEY,
    chain    TEXT    NOT NULL UNIQUE
) STRICT;

-- What a checkpoint says of a chain that changed since the checkpoint before. Rows above the last
-- checkpoint's number belong to one that is being made.
CREATE TABLE audit_marks (
    position       INTEGER NOT NULL,
    checkpoint     INTEGER NOT NULL,
    -- The oldest and the newest entry, and the newest one's hash.
    first_sequence INTEGER NOT NULL,
    last_sequence  INTEGER NOT NULL,
    hash           BLOB    NOT NULL,
    PRIMARY KEY (position, checkpoint)
) STRICT;
CREATE INDEX audit_marks_by_checkpoint ON audit_marks (checkpoint, position);

-- Hashes of subtrees of 1024 leaves, as of the checkpoints in which they changed; old ones are removed.
CREATE TABLE audit_buckets (
    bucket     INTEGER NOT NULL,
    checkpoint INTEGER NOT NULL,
    hash       BLOB    NOT NULL,
    PRIMARY KEY (bucket, checkpoint)
) STRICT;
CREATE INDEX audit_buckets_by_checkpoint ON audit_buckets (checkpoint);

CREATE TABLE audit_checkpoints (
    number INTEGER NOT NULL PRIMARY KEY,
    at     INTEGER NOT NULL,
    size   INTEGER NOT NULL,
    jws    TEXT    NOT NULL
) STRICT;

-- Who of several servers does a thing that one of them does.
CREATE TABLE audit_duties (
    name   TEXT    NOT NULL PRIMARY KEY,
    holder TEXT    NOT NULL,
    until  INTEGER NOT NULL
) STRICT;
