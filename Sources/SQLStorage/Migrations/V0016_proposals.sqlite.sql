-- Changes that wait until a second administrator agrees (docs/console.md).
CREATE TABLE proposals (
    id          TEXT    NOT NULL PRIMARY KEY,
    kind        TEXT    NOT NULL,
    account_id  TEXT    REFERENCES accounts (id),
    detail      TEXT    NOT NULL,
    written_on  INTEGER NOT NULL,
    proposed_by TEXT    NOT NULL REFERENCES accounts (id),
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('open', 'approved', 'refused', 'withdrawn')),
    ended_by    TEXT,
    ended_at    INTEGER
) STRICT;
CREATE INDEX proposals_open ON proposals (created_at) WHERE state = 'open';
